{#- What the CRM exports say in words. #}

{# The next step of a row of the queue: of a loop as seed recovery_steps words it. #}
{% macro next_step_words(step, words) -%}
case {{ step }}
    when 'weekly_review' then 'Talk about this answer in the weekly review'
    when 'invite_to_advocate' then 'Invite to speak for us: a review, a reference, a case'
    else {{ words }}
end
{%- endmacro %}
