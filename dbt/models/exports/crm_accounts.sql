-- What the CRM shows on an account, one row each. Columns are named as the CRM names its own fields.
with health as (

    select * from {{ ref('account_health') }}

),

final as (

    select
        -- ids
        account_id as Id,

        -- attributes
        nps_class as NPS_Class__c,
        nps_trend as NPS_Trend__c,
        behavior_segment as NPS_Behavior_Segment__c,
        reasons as NPS_Health_Reasons__c,

        -- numbers
        cast(round(account_nps, 1) as double) as NPS_Account_Score__c,
        open_loops as NPS_Open_Loops__c,
        cast(round(churn_risk, 4) as double) as Churn_Risk__c,
        risk_rank as Churn_Risk_Rank__c,

        -- times
        cast(last_response_at as date) as NPS_Last_Response_Date__c,
        observed_at as NPS_Observed_At__c
    from health

)

select * from final
