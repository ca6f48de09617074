-- Σ over themes of arr_at_risk = Σ ARR of detractor accounts, per quarter, within a cent per theme.
with themes as (

    select quarter, sum(arr_at_risk_usd) as at_risk, count(*) as themes
    from {{ ref('theme_impact') }}
    group by quarter

),

accounts as (

    select quarter, sum(arr_usd) as arr
    from {{ ref('int_account_quarter_voices') }}
    where voice = 'detractor'
    group by quarter

)

select themes.quarter
from themes
inner join accounts on themes.quarter = accounts.quarter
where abs(themes.at_risk - accounts.arr) > 0.01 * themes.themes
