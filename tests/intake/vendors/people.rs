//! Lists of customers. Their rows are made up.

use super::Case;

/// Who makes it, what its maker calls it, the kind, the file, its first row.
pub const PEOPLE: [Case; 11] = [
    (
        "ChartMogul",
        "customers",
        "accounts",
        "ID,BILLING_CONNECTOR_ID,CUSTOMER_ID,EXTERNAL_ID,FULL_NAME,DESCRIPTION,EMAIL,COUNTRY_ID,STATE_ID,CITY,ADDRESS_ZIP,CREATED_AT,UPDATED_AT,UUID
9001,17,5002,al-1,Al Roe,Alder Ltd,a@x.example,81,,Berlin,10115,2026-02-05T09:28:10Z,2026-03-01T00:00:00Z,cus_u1
9002,17,5003,bi-1,Bo Moe,,b@x.example,81,,Berlin,10115,2026-02-05T09:28:10Z,2026-03-01T00:00:00Z,cus_u2",
        "al-1; Alder Ltd  also cus_u1",
    ),
    (
        "ChartMogul",
        "customers with their MRR",
        "accounts",
        "MRR,ARR,PLAN_NAME,BILLING_CYCLE,NET_PAYMENTS,COUNTRY,STATE,CITY,ADDRESS_ZIP,SUBSCRIBER_SINCE,STATUS,UUID
15000,180000,Gold,month,240000,DE,,Berlin,10115,2026-02-05T09:28:10Z,Active,cus_u1
0,0,Gold,month,0,DE,,Berlin,10115,,New Lead,cus_u2",
        "cus_u1; Gold; DE 2026-02-05",
    ),
    (
        "ChartMogul",
        "customers to import",
        "accounts",
        "Name,Email,Company,Country,State,City,Zip,External ID,Lead created at,Free trial started at
Al Roe,a@x.example,Alder Ltd,DE,,Berlin,10115,al-1,2026-02-05,
Bo Moe,b@x.example,,DE,,Berlin,10115,bi-1,2026-02-06,",
        "al-1; Alder Ltd; DE 2026-02-05",
    ),
    (
        "Stripe",
        "customers",
        "accounts",
        "id,Description,Email,Name,Created (UTC),Delinquent,Plan,Status,Total Spend,Payment Count,Refunded Volume,Dispute Losses,tag (metadata)
cus_1,,a@x.example,Alder Ltd,2026-01-05 10:11,false,price_gold,active,240.00,12,0.00,0.00,vip
cus_2,Birch,b@x.example,,2026-01-06 10:11,false,price_gold,active,240.00,12,0.00,0.00,vip",
        "cus_1; Alder Ltd; price_gold 2026-01-05",
    ),
    (
        "HubSpot",
        "companies",
        "accounts",
        "Record ID,Company name,Website URL,Company owner,Create Date,Industry,Annual Revenue
9001,Alder Ltd,alder.example,Sam Sales,2026-02-01 09:30,Roofing,1000000
9002,Birch AG,birch.example,Sam Sales,2026-02-02 09:30,Roofing,",
        "9001; Alder Ltd; Sam Sales; Roofing 2026-02-01",
    ),
    (
        "Recurly",
        "accounts",
        "accounts",
        "account_code,account_email,account_username,account_company_name,account_first_name,account_last_name,account_has_billing_info,account_created_at,account_address1,account_address2,account_city,account_state,account_postal_code,account_country
alder,a@x.example,al,Alder Ltd,Al,Roe,TRUE,2026-02-01 17:18:46 PST,,,Portland,OR,97201,US
birch,b@x.example,bo,Birch AG,Bo,Moe,TRUE,2026-02-02 17:18:46 PST,,,Portland,OR,97201,US",
        "alder; Alder Ltd; US 2026-02-01",
    ),
    (
        "Chargify",
        "customers",
        "accounts",
        "id,first_name,last_name,organization,email,created_at,reference,address,address_2
30012,Al,Roe,Alder Ltd,a@x.example,2026-02-03 12:43:50 -0400,,1 Main St,
30013,Bo,Moe,Birch AG,b@x.example,2026-02-04 12:43:50 -0400,bi-1,1 Main St,",
        "30012; Alder Ltd 2026-02-03 also 30012",
    ),
    (
        "churnroom",
        "accounts",
        "accounts",
        "id,account,name,plan,segment,channel,region,owner,signed_up,mrr_cents,alias,attributes_seats,excluded,same_as,same_reason,standing
7,A1,Alder Ltd,Pro,,,,,2026-02-01,4900,Kind Hawk 7082,40,,,,",
        "A1; Alder Ltd; Pro 2026-02-01",
    ),
    (
        "churnroom",
        "owners",
        "owners",
        "id,external,name,team,email
1,O1,Priya,Product,priya@example.com",
        "O1; Priya",
    ),
    (
        "churnroom",
        "roadmap items",
        "roadmap",
        "id,item,title,status,target,owner,ease,shipped,url
1,RPT-12,Report builder,in progress,2026-Q4,Priya,medium,,https://r.example/RPT-12",
        "RPT-12; Report builder",
    ),
    (
        "",
        "",
        "accounts",
        "Account ID,Account Name,Account Owner,Industry
0015,Alder Ltd,Sam Sales,Roofing
0016,Birch AG,Sam Sales,Roofing",
        "0015; Alder Ltd; Sam Sales; Roofing ",
    ),
];
