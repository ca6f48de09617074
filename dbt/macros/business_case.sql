{#-
  The articles' business case and its corrections (metrics.md section 3). Every assumption is a dbt var
  of this name in dbt_project.yml, set to the articles' own figure.
-#}
{% macro business_case_assumptions() %}
{{ return({
    'seed_arr_usd': var('seed_arr_usd'),
    'seed_detractor_share': var('seed_detractor_share'),
    'seed_recovery_share': var('seed_recovery_share'),
    'seed_annual_cost_usd': var('seed_annual_cost_usd'),
    'seed_first_year_cost_usd': var('seed_first_year_cost_usd'),
    'seed_years': var('seed_years'),
    'seed_accounts': var('seed_accounts'),
    'seed_arr_per_account_usd': var('seed_arr_per_account_usd'),
    'seed_churn_reduction': var('seed_churn_reduction'),
    'seed_annual_churn': var('seed_annual_churn'),
    'seed_quarterly_churn_low': var('seed_quarterly_churn_low'),
    'seed_quarterly_churn_high': var('seed_quarterly_churn_high'),
    'seed_detractor_grr': var('seed_detractor_grr'),
    'seed_passive_grr': var('seed_passive_grr'),
    'seed_identified_share': var('seed_identified_share'),
    'seed_detractors_per_quarter': var('seed_detractors_per_quarter'),
    'seed_hours_per_detractor': var('seed_hours_per_detractor'),
    'seed_hours_per_fte': var('seed_hours_per_fte'),
    'seed_claimed_fte': var('seed_claimed_fte'),
    'seed_staff_fte': var('seed_staff_fte'),
    'seed_cost_per_fte_usd': var('seed_cost_per_fte_usd'),
    'seed_other_first_year_low_usd': var('seed_other_first_year_low_usd'),
    'seed_other_first_year_high_usd': var('seed_other_first_year_high_usd'),
    'seed_claimed_first_year_low_usd': var('seed_claimed_first_year_low_usd'),
    'seed_claimed_first_year_high_usd': var('seed_claimed_first_year_high_usd'),
    'seed_claimed_three_year_loss_usd': var('seed_claimed_three_year_loss_usd'),
}) }}
{% endmacro %}

{# [scenario, line, formula over the assumptions, note]; a formula may use only names of business_case_assumptions. #}
{% macro business_case_lines() %}
{%- set prevented = 'seed_arr_usd * seed_detractor_share * seed_recovery_share' -%}
{%- set honest = prevented ~ ' * (seed_passive_grr - seed_detractor_grr)' -%}
{{ return([
    ['seed_articles', 'prevented_share', 'seed_detractor_share * seed_recovery_share', 'Detractors times those recovered: every recovered detractor is taken for a certain churner.'],
    ['seed_articles', 'prevented_usd', prevented, 'Per year, as the articles print it.'],
    ['seed_articles', 'prevented_years_usd', prevented ~ ' * seed_years', 'The same sum every year.'],
    ['seed_articles', 'cost_years_usd', 'seed_annual_cost_usd * seed_years', ''],
    ['seed_articles', 'return_multiple_years', prevented ~ ' / seed_annual_cost_usd', 'Prevented over cost.'],
    ['seed_articles', 'cost_per_prevented_usd', 'seed_annual_cost_usd / (' ~ prevented ~ ')', 'Outside the band 0.10 to 0.30 that the same articles call strong.'],
    ['seed_articles', 'first_year_cost_per_prevented_usd', 'seed_first_year_cost_usd / (' ~ prevented ~ ')', ''],
    ['seed_articles', 'first_year_return_multiple', prevented ~ ' / seed_first_year_cost_usd', ''],
    ['seed_articles_points', 'prevented_usd', 'seed_accounts * seed_arr_per_account_usd * seed_churn_reduction', 'Reads 5% less churn as five points of all ARR.'],
    ['honest_relative', 'prevented_usd', 'seed_accounts * seed_arr_per_account_usd * seed_annual_churn * seed_churn_reduction', 'The same 5% read relative to the churn there is.'],
    ['seed_articles_annual', 'annual_churn_low', '1 - power(1 - seed_quarterly_churn_low, 4)', 'A quarterly rate compounds; it is not multiplied by four.'],
    ['seed_articles_annual', 'annual_churn_high', '1 - power(1 - seed_quarterly_churn_high, 4)', 'A quarterly rate compounds; it is not multiplied by four.'],
    ['seed_articles_three_years', 'lost_usd', 'seed_claimed_three_year_loss_usd', 'Takes the same loss every year from an ARR that has shrunk.'],
    ['honest_three_years', 'lost_usd', 'seed_arr_usd * (1 - power(1 - seed_annual_churn, 3))', 'What compounding leaves to lose.'],
    ['honest_midpoints', 'prevented_usd', honest, 'A recovered detractor churns like a passive.'],
    ['honest_midpoints', 'cost_per_prevented_usd', 'seed_annual_cost_usd / (' ~ honest ~ ')', 'Above 0.50: needs efficiency.'],
    ['honest_identified', 'prevented_usd', honest ~ ' * seed_identified_share', 'Only detractors who answer can be recovered.'],
    ['honest_identified', 'cost_per_prevented_usd', 'seed_annual_cost_usd / (' ~ honest ~ ' * seed_identified_share)', 'Above 0.50: needs efficiency.'],
    ['seed_articles_labour', 'loop_fte', 'seed_claimed_fte', 'As claimed.'],
    ['honest_labour', 'loop_hours', 'seed_detractors_per_quarter * seed_hours_per_detractor * 4', 'Hours per year.'],
    ['honest_labour', 'loop_fte', 'seed_detractors_per_quarter * seed_hours_per_detractor * 4 / seed_hours_per_fte', 'Full-time people.'],
    ['honest_first_year', 'staff_usd', 'seed_staff_fte * seed_cost_per_fte_usd', ''],
    ['honest_first_year', 'total_low_usd', 'seed_other_first_year_low_usd + seed_staff_fte * seed_cost_per_fte_usd', 'Sum of the articles’ own lines.'],
    ['honest_first_year', 'total_high_usd', 'seed_other_first_year_high_usd + seed_staff_fte * seed_cost_per_fte_usd', 'Sum of the articles’ own lines.'],
    ['seed_articles_first_year', 'total_low_usd', 'seed_claimed_first_year_low_usd', 'As claimed; the lines add up to more.'],
    ['seed_articles_first_year', 'total_high_usd', 'seed_claimed_first_year_high_usd', 'As claimed; the lines add up to more.'],
]) }}
{% endmacro %}

{# A formula with every assumption's name replaced by its value as DOUBLE. #}
{% macro business_case_expression(formula) %}
{%- set found = namespace(text=formula) -%}
{%- for name, value in business_case_assumptions().items() -%}
{%- set found.text = modules.re.sub('(?<![a-z_])' ~ name ~ '(?![a-z_])', 'cast(' ~ value ~ ' as double)', found.text) -%}
{%- endfor -%}
{{ found.text }}
{% endmacro %}
