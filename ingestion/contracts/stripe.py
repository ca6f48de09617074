"""Stripe: NDJSON of API objects, both the shape before and the one from 2025-03-31."""

from ingestion.contracts.model import Contract, Entity, Person, columns

# Who pays, by name, address and card, serves no metric: never stored.
PRIVATE = (
    "name", "address", "phone", "shipping", "description", "individual_name", "business_name",
    "sources", "cards", "default_source", "default_card", "invoice_settings", "tax_ids", "tax_id",
    "tax_info", "preferred_locales", "subscriptions",
)  # fmt: skip
PRIVATE_ON_INVOICE = (
    "customer_name", "customer_email", "customer_phone", "customer_address", "customer_shipping",
    "customer_tax_ids", "shipping_details", "hosted_invoice_url", "invoice_pdf", "receipt_number",
    "account_name", "payment_intent", "footer",
)  # fmt: skip

CUSTOMERS = Entity(
    name="customers",
    description="Billing customers: a company, with the address its invoices go to.",
    columns=columns(
        "id!", "email", "created:epoch", "deleted:boolean", "currency", "discount:json",
        "metadata:json",
    ),
    key=("id",),
    dropped=PRIVATE,
    event_time="created",
    person=Person(blank=("email",)),
)  # fmt: skip

PRODUCTS = Entity(
    name="products",
    description="What is sold; metadata.plan_tier is the plan.",
    columns=columns("id!", "name", "metadata:json", "created:epoch"),
    key=("id",),
    event_time="created",
)

PRICES = Entity(
    name="prices",
    description="What it costs, and per which interval.",
    columns=columns(
        "id!", "product", "currency", "unit_amount:integer", "unit_amount_decimal:decimal",
        "recurring:json", "type", "nickname", "created:epoch", "metadata:json",
    ),
    key=("id",),
    event_time="created",
)  # fmt: skip

COUPONS = Entity(
    name="coupons",
    description="Discounts and how long they last.",
    columns=columns(
        "id!", "duration", "duration_in_months:integer", "percent_off:decimal",
        "amount_off:integer", "currency", "created:epoch",
    ),
    key=("id",),
    event_time="created",
)  # fmt: skip

SUBSCRIPTIONS = Entity(
    name="subscriptions",
    description="Subscriptions with their items.",
    columns=columns(
        "id!", "customer!", "status", "created:epoch", "start_date:epoch", "trial_start:epoch",
        "trial_end:epoch", "canceled_at:epoch", "ended_at:epoch", "cancel_at_period_end:boolean",
        "current_period_start:epoch", "current_period_end:epoch", "discount:json",
        "discounts:json", "items:json", "currency", "metadata:json",
    ),
    key=("id",),
    dropped=("description", "default_source", "default_payment_method"),
    event_time="created",
)  # fmt: skip

INVOICES = Entity(
    name="invoices",
    description="Invoices with their lines nested in lines.data.",
    columns=columns(
        "id!", "customer!", "subscription", "status", "created:epoch!", "due_date:epoch",
        "currency!", "total:integer", "subtotal:integer", "tax:integer", "amount_paid:integer",
        "amount_due:integer", "billing_reason", "period_start:epoch", "period_end:epoch",
        "discounts:json", "discount:json", "status_transitions:json", "lines:json", "parent:json",
        "number", "metadata:json", "post_payment_credit_notes_amount:integer", "charge?",
    ),
    key=("id",),
    dropped=PRIVATE_ON_INVOICE,
    event_time="created",
)  # fmt: skip

INVOICE_LINE_ITEMS = Entity(
    name="invoice_line_items",
    description="Lines exported on their own, or beyond those nested in an invoice.",
    columns=columns(
        "id!", "invoice!", "amount:integer!", "currency", "period:json", "proration:boolean",
        "type", "quantity:decimal", "price:json", "plan:json", "subscription", "subscription_item",
        "discount_amounts:json", "discounts:json", "tax_amounts:json", "taxes:json", "parent:json",
        "pricing:json", "discountable:boolean", "metadata:json", "invoice_item",
    ),
    key=("id",),
)  # fmt: skip

CREDIT_NOTES = Entity(
    name="credit_notes",
    description="Corrections of invoices after the fact.",
    columns=columns(
        "id!", "invoice!", "customer", "created:epoch!", "status", "reason", "amount:integer",
        "total:integer", "subtotal:integer", "lines:json", "refund:json", "refunds:json",
        "refund_amount:integer?", "out_of_band_amount:integer", "type", "voided_at:epoch",
        "currency", "pre_payment_amount:integer", "post_payment_amount:integer",
    ),
    key=("id",),
    dropped=("memo", "pdf", "customer_balance_transaction"),
    event_time="created",
)  # fmt: skip

CONTRACT = Contract(
    source="stripe",
    title="Stripe",
    role="billing",
    entities=(CUSTOMERS, PRODUCTS, PRICES, COUPONS, SUBSCRIPTIONS, INVOICES, INVOICE_LINE_ITEMS,
              CREDIT_NOTES),
    freshness_hours=48,
)  # fmt: skip
