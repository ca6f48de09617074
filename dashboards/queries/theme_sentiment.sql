select
    quarter, theme, comments, mentions, accounts,
    mention_share, mention_share_lo, mention_share_hi, sentiment, sentiment_lo, sentiment_hi, flag,
from marts.theme_sentiment
order by quarter, theme
