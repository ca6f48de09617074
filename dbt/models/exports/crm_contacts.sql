-- What the CRM shows on a contact: one row for everybody whom a survey ever asked or heard, so that a flag
-- that holds no longer is taken back. Personal ids, never published: the published marts know a keyed hash.
with contacts as (

    select * from {{ ref('int_contacts_unified') }}
    where not is_internal and not is_deleted

),

answers as (

    select * from {{ ref('int_latest_relationship_answers') }}

),

suppressed as (

    select * from {{ ref('suppression_list') }}

),

advocates as (

    select contact_key from {{ ref('advocacy_candidates') }}

),

surveyed as (

    select contact_key from {{ ref('int_operational_invitations') }}
    union
    select contact_key from {{ ref('int_responses_current') }}
    union
    select contact_key from answers
    union
    select contact_key from suppressed

),

observed as (

    select observed_at from {{ ref('int_operational_clock') }}

),

final as (

    select
        -- ids
        contacts.contact_id as Id,
        contacts.account_id as AccountId,

        -- attributes
        answers.nps_class as NPS_Class__c,
        suppressed.reason as NPS_Do_Not_Survey_Reason__c,

        -- numbers
        cast(answers.score as bigint) as NPS_Last_Score__c,

        -- booleans
        suppressed.contact_key is not null as NPS_Do_Not_Survey__c,
        advocates.contact_key is not null as NPS_Advocacy_Candidate__c,

        -- times
        cast(answers.responded_at as date) as NPS_Last_Response_Date__c,
        suppressed.until_at as NPS_Do_Not_Survey_Until__c,
        cast(observed.observed_at as timestamp) as NPS_Observed_At__c
    from contacts
    cross join observed
    inner join surveyed on contacts.contact_key = surveyed.contact_key
    left join answers on contacts.contact_key = answers.contact_key
    left join suppressed on contacts.contact_key = suppressed.contact_key
    left join advocates on contacts.contact_key = advocates.contact_key

)

select * from final
