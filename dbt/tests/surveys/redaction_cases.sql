-- What must go, and what must survive: raw text, the text as it may be published.
{% set cases = [
    ('Ask Ben Kimura in my team, ben@example.org.', 'Ask [name] in my team, [email].'),
    ('I spoke with Ana María López twice', 'I spoke with [name] twice'),
    ('Mail me at jane.doe+nps@example.co.uk please', 'Mail me at [email] please'),
    ('JANE@EXAMPLE.COM', '[email]'),
    ('jürgen@müller.de and bob@example.org', '[email] and [email]'),
    ('write to jane (at) example.com or jane [at] example [dot] com', 'write to [email] or [email]'),
    ('Call +49 30 1234567 today', 'Call [phone] today'),
    ('Call +1 (415) 555-2671.', 'Call [phone].'),
    ('(415) 555-2671', '[phone]'),
    ('my number: 415-555-2671', 'my number: [phone]'),
    ('415.555.2671 or 1-415-555-2671', '[phone] or [phone]'),
    ('020 7946 0958', '[phone]'),
    ('030/1234567', '[phone]'),
    ('06 12 34 56 78', '[phone]'),
    ('0049 30 1234567', '[phone]'),
    ('Please call me on 4155552671', 'Please call me on [phone]'),
    ('mobile: 07911123456', 'mobile: [phone]'),
    ('card 4111 1111 1111 1111 was charged twice', 'card [card] was charged twice'),
    ('4111-1111-1111-1111', '[card]'),
    ('4111111111111111', '[card]'),
    ('3782 822463 10005', '[card]'),
    ('refund to DE89 3704 0044 0532 0130 00', 'refund to [account]'),
    ('GB82WEST12345698765432', '[account]'),
    ('SSN 123-45-6789', 'SSN [id]'),
    ('see https://app.example.com/users/4711/settings now', 'see [link] now'),
    ('https://example.com/reset?token=abc', '[link]'),
    ('https://jane@example.com/', '[link]'),
    ('www.example.com/in/jane-doe', '[link]'),
    ('linkedin.com/in/jane-doe', '[link]'),
    ('ask @jane_doe about it', 'ask [handle] about it'),
    ('Hi John, love the product', 'Hi [name], love the product'),
    ('Hello Anna Müller! Great', 'Hello [name]! Great'),
    ('Dear Dr. Smith, thanks', 'Dear Dr. [name], thanks'),
    ('Good morning Zoë', 'Good morning [name]'),
    ('Lieber Herr Schröder', 'Lieber Herr [name]'),
    ("spoke with Mrs. O''Brien twice", 'spoke with Mrs. [name] twice'),
    ('Kind regards, John Smith', 'Kind regards, [name]'),
    ('Best wishes - Anna', 'Best wishes - [name]'),
    ('all good. Thanks, Peter', 'all good. Thanks, [name]'),
    ('Slow lately.
Thanks,
Anna Müller
Head of IT', 'Slow lately.
Thanks,
[name]
Head of IT'),
    ("je m''appelle Zoë", "je m''appelle [name]"),
    ('Cheers Bob!', 'Cheers [name]'),
    ('Thanks to Maria for the help', 'Thanks to [name] for the help'),
    ('My name is Ivan Petrov and I like it', 'My name is [name] and I like it'),
    ('Спасибо. Regards, Иван', 'Спасибо. Regards, [name]'),
] %}
{% set survivors = [
    'I had to contact Support twice',
    'Order 1234567890 never arrived',
    'order #4500123456 and invoice INV-2024-000123',
    'PO 20240115-0042',
    'I give it 9/10, maybe 9.5 out of 10',
    'NPS of 10 since v2.10.3.1',
    'version 1.2.3.4 crashed, 10.0.1 works',
    'since 2024-01-15 12:30:00',
    'on 01/02/2024 and 05.12.2023',
    'it costs $1,234,567.89 a year, 30% more than 2,000,000',
    'ticket 00123456',
    'error 404-500 in 3 of 10 000 runs',
    'see https://docs.example.com/guides/install for the manual',
    'www.example.com is slow',
    'meet @ 5pm',
    'Hi there, hello team',
    'thanks for the great support',
    'Thanks. The product is fine',
    'The best product we ever bought',
    'SKU AB12-CD34 x 12',
    'Great!',
    'rated 5 stars, 24/7 support, 365 days',
] %}
with cases as (

    {% for raw, expected in cases %}
    select '{{ raw }}' as raw, '{{ expected }}' as expected
    union all
    {% endfor %}
    {% for text in survivors %}
    select '{{ text }}' as raw, '{{ text }}' as expected
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

redacted as (

    select
        raw,
        expected,
        {{ redact('raw') }} as actual
    from cases

)

select * from redacted where actual is null or actual <> expected
