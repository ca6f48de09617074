"""Salesforce: the Data Export CSV, API field names."""

from ingestion.contracts.model import Contract, Entity, Person, columns

# Names and numbers of people serve no metric: never stored.
PRIVATE = (
    "Name", "FirstName", "LastName", "MiddleName", "Salutation", "Suffix", "Phone", "MobilePhone",
    "HomePhone", "OtherPhone", "AssistantPhone", "AssistantName", "Fax", "Birthdate", "Description",
    "MailingStreet", "MailingCity", "MailingState", "MailingPostalCode", "MailingCountry",
    "MailingLatitude", "MailingLongitude", "OtherStreet", "OtherCity", "OtherState",
    "OtherPostalCode", "OtherCountry", "PhotoUrl",
)  # fmt: skip

ACCOUNT = Entity(
    name="Account",
    description="Customer accounts, merged and deleted ones included.",
    columns=columns(
        "Id!", "Name", "ParentId", "MasterRecordId", "IsDeleted:boolean", "Type", "Industry",
        "BillingCountry", "Website", "OwnerId", "AnnualRevenue:decimal", "Product__c?", "Team__c?",
        "CreatedDate:timestamp", "LastModifiedDate:timestamp", "SystemModstamp:timestamp!",
    ),
    key=("Id",),
    dropped=("Phone", "Fax", "PhotoUrl"),
    event_time="SystemModstamp",
)  # fmt: skip

CONTACT = Entity(
    name="Contact",
    description="People at accounts: id, e-mail and title only.",
    columns=columns(
        "Id!", "AccountId", "Email", "Title", "MasterRecordId", "IsDeleted:boolean",
        "CreatedDate:timestamp", "LastModifiedDate:timestamp", "SystemModstamp:timestamp!",
    ),
    key=("Id",),
    dropped=PRIVATE,
    event_time="SystemModstamp",
    person=Person(rows=("Id", "Email"), links=("Id", "Email")),
)  # fmt: skip

OPPORTUNITY = Entity(
    name="Opportunity",
    description="Deals, renewals among them.",
    columns=columns(
        "Id!", "AccountId", "Type", "StageName", "Amount:decimal", "CurrencyIsoCode",
        "CloseDate:date", "IsClosed:boolean", "IsWon:boolean", "IsDeleted:boolean",
        "CreatedDate:timestamp", "SystemModstamp:timestamp!",
    ),
    key=("Id",),
    event_time="SystemModstamp",
)  # fmt: skip

TASK = Entity(
    name="Task",
    description="Activities; those of type 'NPS Follow-up' are closed loops.",
    columns=columns(
        "Id!", "WhoId", "WhatId", "AccountId", "OwnerId", "Type", "Subject?", "Status", "Priority",
        "ActivityDate:date", "CreatedDate:timestamp!", "CompletedDateTime:timestamp",
        "IsDeleted:boolean", "SystemModstamp:timestamp!", "NPS_Response_Id__c",
        "First_Outreach_At__c:timestamp", "Resolution__c",
    ),
    key=("Id",),
    dropped=("Description",),
    event_time="SystemModstamp",
    person=Person(rows=("WhoId",)),
)  # fmt: skip

USER = Entity(
    name="User",
    description="Owners of accounts and tasks.",
    columns=columns("Id!", "Name", "IsActive:boolean", "SystemModstamp:timestamp"),
    key=("Id",),
    dropped=(*(name for name in PRIVATE if name != "Name"), "Email", "Username", "Alias"),
    event_time="SystemModstamp",
)

CONTRACT = Contract(
    source="salesforce",
    title="Salesforce",
    role="account",
    entities=(ACCOUNT, CONTACT, OPPORTUNITY, TASK, USER),
    freshness_hours=48,
)
