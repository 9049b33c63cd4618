//! Files of those who bill and measure. Their rows are made up.

use super::Case;

/// Who makes it, what its maker calls it, the kind, the file, its first row.
pub const LEDGERS: [Case; 20] = [
    (
        "ChartMogul",
        "MRR movements",
        "movements",
        "DATE,CUSTOMER_NAME,MRR_MOVEMENT,MRR,DESCRIPTION,MOVEMENT_TYPE,CURRENCY_CODE,BILLING_CONNECTOR_UUID,CUSTOMER_EXTERNAL_ID,CUSTOMER_UUID,SUBSCRIPTION_EXTERNAL_ID,PLAN_EXTERNAL_ID,ACTIVE_SUBSCRIPTION_QUANTITY,UUID,RANK,PREVIOUS_PLAN_EXTERNAL_ID
2026-02-05T09:28:10Z,Alder Ltd,4250,12750,upgraded,expansion,USD,ds_1,al-1,cus_u1,sub_1,gold,3,mv-2,1,silver
2026-03-05T00:00:00Z,Alder Ltd,-12750,0,cancelled,churn,USD,ds_1,,cus_u1,sub_1,gold,3,mv-3,1,",
        "al-1 2026-02-05 4250 also cus_u1",
    ),
    (
        "ChartMogul",
        "MRR intervals",
        "subscriptions",
        "CUSTOMER_UUID,MRR,START_DATE,END_DATE,PLAN_UUID,QUANTITY,SUBSCRIPTION_UUID,SUBSCRIPTION_SET_UUID,SUB_SET_PLAN_UUIDS,IS_FREE,IS_TRIAL
cus_u1,4250,2026-01-05,2026-03-05,pl_1,2,sub_u1,ss_1,pl_1,false,false
cus_u1,5000,2026-03-05,,pl_1,3,sub_u1,ss_1,pl_1,false,false",
        "sub_u1 2026-01-05 cus_u1 2026-01-05..2026-03-05 4250 a month pl_1",
    ),
    (
        "ChartMogul",
        "subscriptions",
        "subscriptions",
        "CUSTOMER_UUID,CUSTOMER_EXTERNAL_IDS,CUSTOMER_NAME,CUSTOMER_EMAIL,PRIMARY_CONTACT_EMAIL,CUSTOMER_COUNTRY,CUSTOMER_SUBSCRIPTION_ID,BILLING_CONNECTOR_NAME,BILLING_SYSTEM,PLAN_UUID,PLAN_NAME,QUANTITY,MRR,ARR,CURRENCY,BILLING_CURRENCY,INTERVAL_UNIT,INTERVAL_COUNT,STATUS,START_DATE,END_DATE
cus_u1,al-1|al-7,Alder Ltd,a@x.example,a@x.example,DE,sub_1,Stripe EU,Stripe,pl_1,Gold,4,20050,240600,USD,EUR,year,1,active,2026-01-05,
cus_u2,bi-1,Birch AG,b@x.example,b@x.example,DE,sub_2,Stripe EU,Stripe,pl_1,Gold,1,5000,60000,USD,EUR,month,3,active,2026-02-05,",
        "sub_1 cus_u1 2026-01-05.. 20050 a month Gold also al-1,al-7",
    ),
    (
        "ChartMogul",
        "activities",
        "movements",
        "description,activity-mrr-movement,activity-mrr,activity-arr,date,type,currency,subscription-external-id,plan-external-id,customer-name,customer-uuid,customer-external-id,billing-connector-uuid,uuid
purchased Silver,6015,6015,72180,2026-02-21T09:28:10+00:00,new_biz,USD,sub_1,silver,Alder Ltd,cus_u1,al-1,ds_1,f1
cancelled,6015,0,0,2026-03-21T09:28:10+00:00,churn,USD,sub_1,silver,Alder Ltd,cus_u1,al-1,ds_1,f2",
        "al-1 2026-02-21 6015 also cus_u1",
    ),
    (
        "Baremetrics",
        "import template",
        "subscriptions",
        "plan_oid,plan_name,plan_currency,plan_amount,plan_interval,plan_interval_count,customer_oid,customer_name,customer_email,subscription_oid,subscription_started_at,subscription_canceled_at,subscription_quantity
p2,Half a year,USD,45000,month,6,c1,Alder,a@x.example,s1,2026-03-31,2026-09-30,2
p3,Seats,USD,5000,month,1,c2,Birch,b@x.example,s2,2026-03-31,,4",
        "s1 c1 2026-03-31..2026-09-30 15000 a month Half a year",
    ),
    (
        "Stripe",
        "subscriptions",
        "subscriptions",
        "id,Customer ID,Customer Description,Customer Email,Plan,Product,Quantity,Currency,Interval,Amount,Status,Created (UTC),Start (UTC),Start Date (UTC),Current Period Start (UTC),Current Period End (UTC),Trial Start (UTC),Trial End (UTC),Application Fee Percent,Coupon,Tax Percent,Canceled At (UTC),Cancel At Period End,Ended At (UTC),Cancellation Reason,Customer Name
sub_1,cus_1,Alder,a@x.example,price_gold,prod_1,1,usd,month,20.50,active,2026-01-04 10:11,2026-01-05 10:11,,2026-03-05 10:11,2026-04-05 10:11,,,,,,,false,,,Alder Ltd
sub_2,cus_2,Birch,b@x.example,price_gold,prod_1,1,usd,year,200.00,canceled,2025-01-05 10:11,2025-01-05 10:11,,2025-01-05 10:11,2026-01-05 10:11,,,,,,2025-09-01 09:00,true,2026-01-05 10:11,cancellation_requested,Birch AG",
        "sub_1 cus_1 2026-01-05.. 2050 a month price_gold",
    ),
    (
        "Stripe",
        "MRR per subscriber by month",
        "balances",
        "Customer ID,Customer,Customer Email,Currency,2026-01,2026-02
cus_1,Alder,a@x.example,usd,100.25,150.00
cus_2,Birch,b@x.example,usd,0.00,20.00",
        "cus_1 2026-01-31 10025",
    ),
    (
        "Stripe",
        "subscriptions of the API",
        "subscriptions",
        "id,customer,status,start_date,created,canceled_at,cancel_at_period_end,ended_at,current_period_start,current_period_end,quantity,currency,plan.id,plan.amount,plan.interval,plan.interval_count
sub_1,cus_1,active,1767225600,1767225600,,false,,1772323200,1775001600,3,usd,price_1,4500,month,3
sub_2,cus_2,active,1767225600,1767225600,,false,,1772323200,1775001600,1,usd,price_1,4500,month,3",
        "sub_1 cus_1 2026-01-01.. 4500 a month price_1",
    ),
    (
        "Chargebee",
        "subscriptions",
        "subscriptions",
        "subscriptions.id,subscriptions.plan_id,subscriptions.plan_quantity,subscriptions.plan_unit_price,subscriptions.status,subscriptions.start_date,subscriptions.current_term_start,subscriptions.current_term_end,subscriptions.created_at,subscriptions.started_at,subscriptions.cancelled_at,customers.id,customers.email,subscriptions.plan_amount
sub_1,gold-monthly,4,50.25,Active,,2026-03-05,2026-04-05,2026-01-01,2026-01-05,,al-1,a@x.example,201.00
sub_2,gold-yearly,1,1200.00,Non Renewing,,2025-06-01,2026-06-01,2025-06-01,2025-06-01,2026-06-01,bi-1,b@x.example,1200.00",
        "sub_1 al-1 2026-01-05.. 20100 a month gold-monthly",
    ),
    (
        "Recurly",
        "subscriptions",
        "subscriptions",
        "uuid,account_code,email,plan_code,state,auto_renew,currency,quantity,unit_amount,add_on_amount,total_recurring_amount,current_period_started_at,current_period_ends_at,trial_started_at,trial_ends_at,total_billing_cycles,remaining_billing_cycles,activated_at,modified_at,canceled_at,expires_at,maintenance_url,net_terms,po_number,collection_method,plan_name
b9,alder,a@x.example,gold,canceled,TRUE,USD,2,99,15,213.50,2026-03-05 00:46:59 PST,2026-04-05 00:46:59 PDT,,,1,0,2025-03-05 00:46:59 PST,2026-03-05 00:46:59 PST,2026-03-20 00:46:59 PST,2026-04-05 00:46:59 PDT,,,,automatic,Gold
c0,birch,b@x.example,gold,active,TRUE,USD,1,99,0,99,2026-03-05 00:46:59 PST,2026-04-05 00:46:59 PDT,,,1,0,2025-03-05 00:46:59 PST,2026-03-05 00:46:59 PST,,,,,,automatic,Gold",
        "b9 alder 2025-03-05..2026-04-05 21350 a month Gold",
    ),
    (
        "Recurly",
        "subscriptions of the API",
        "subscriptions",
        "id,uuid,account_id,plan_id,state,created_at,activated_at,canceled_at,expires_at,current_period_started_at,current_period_ends_at,trial_started_at,trial_ends_at,remaining_billing_cycles,total_billing_cycles,renewal_billing_cycles,auto_renew,currency,unit_amount,quantity,add_ons_total,subtotal,collection_method,expiration_reason
1,b9,alder,gold,canceled,2025-03-05 00:46:59,2025-03-05 00:46:59,2026-03-20 00:46:59,2026-04-05 00:46:59,2026-03-05 00:46:59,2026-04-05 00:46:59,,,0,1,1,true,USD,99,2,15.5,213.50,automatic,
2,c0,birch,gold,active,2025-03-05 00:46:59,2025-03-05 00:46:59,,,2026-03-05 00:46:59,2026-04-05 00:46:59,,,0,1,1,true,USD,99,1,0,99,automatic,",
        "b9 alder 2025-03-05..2026-04-05 21350 a month gold",
    ),
    (
        "Recurly",
        "churned subscriptions",
        "subscriptions",
        "uuid,account_code,email,plan_code,state,auto_renew,currency,quantity,unit_amount,add_on_amount,total_recurring_amount,current_period_started_at,current_period_ends_at,trial_started_at,trial_ends_at,total_billing_cycles,remaining_billing_cycles,renewal_billing_cycles,current_term_started_at,current_term_ends_at,activated_at,modified_at,canceled_at,expires_at,maintenance_url,net_terms,po_number,collection_method,plan_name,expiration_reason
b9,alder,a@x.example,gold,expired,TRUE,USD,1,99,0,99,2025-03-05 00:46:59 PST,2026-03-05 00:46:59 PST,,,1,0,1,,,2025-03-05 00:46:59 PST,2026-03-05 00:46:59 PST,2025-05-20 00:46:59 PST,2026-03-05 00:46:59 PST,,,,automatic,Gold,canceled
c0,birch,b@x.example,gold,expired,TRUE,USD,1,99,0,99,2025-03-05 00:46:59 PST,2026-03-05 00:46:59 PST,,,1,0,1,,,2025-03-05 00:46:59 PST,2026-03-05 00:46:59 PST,2025-05-20 00:46:59 PST,2026-03-05 00:46:59 PST,,,,automatic,Gold,nonpayment",
        "b9 alder 2025-03-05..2026-03-05 9900 a month Gold",
    ),
    (
        "Recurly",
        "subscription history",
        "subscriptions",
        "subscription_uuid,version_uuid,account_code,subscription_activated_at,subscription_expires_at,subscription_state,version_started_at,version_ended_at,version_state,plan_code,plan_name,subscription_currency,version_plan_interval_unit,version_plan_interval_length,version_collection_method,version_total_billing_cycles,version_subscription_quantity,version_subscription_unit_amount,version_add_on_codes,version_add_on_types,version_add_on_unit_amounts,version_add_ons_total,version_total_recurring_amount,version_in_trial
s4,v1,alder,2025-03-05 17:18:46 PST,2026-09-05 17:18:46 PST,active,2025-09-05 17:18:46 PST,,active,gold_y,Gold yearly,USD,months,12,automatic,,2,600,,,,0,1200,N
s4,v0,alder,2025-03-05 17:18:46 PST,2026-09-05 17:18:46 PST,active,2025-03-05 17:18:46 PST,2025-09-05 17:18:46 PST,inactive,gold_m,Gold,USD,months,1,automatic,,2,50,,,,0,100,N",
        "v1 alder 2025-09-05..2026-09-05 10000 a month Gold yearly",
    ),
    (
        "",
        "",
        "subscriptions",
        "id;idAssinante;telefone;nomePlano;valorMensal;status;dataInicio;dataProximaRenovacao
A-1;S-1;119;Mini;49.90;APROVADA;2026-05-12 11:43:20;2026-06-11 11:43:20
A-2;S-2;119;Maxi;89.90;APROVADA;2026-05-14 23:33:20;2026-06-13 23:33:20",
        "A-1 S-1 2026-05-12.. 4990 a month Mini",
    ),
    (
        "",
        "",
        "subscriptions",
        "Vertragsnummer;Kundennummer;Vertragsbeginn;Vertragsende;Monatspreis
V-1;K-1;01.02.2026;28.02.2026;1.049,90
V-2;K-2;15.02.2026;;89,90",
        "V-1 K-1 2026-02-01..2026-02-28 104990 a month ",
    ),
    (
        "",
        "",
        "subscriptions",
        "abonnement_id,client_id,formule,date_debut,date_fin,montant,periodicite
1,7,Premium,2026-01-08,,30,mensuel
2,8,Premium,2026-01-08,,360,annuel",
        "1 7 2026-01-08.. 3000 a month Premium",
    ),
    (
        "Stripe",
        "subscriptions of the API",
        "subscriptions",
        "subscription_id,customer_id,user_id,plan_id,plan_amount,plan_currency,plan_interval,status,created,current_period_start,current_period_end,cancel_at_period_end,canceled_at,trial_start,trial_end,metadata
sub_b752d1ae6f79,cus_6c937303c2ff,1,price_1,29900,Usd,month,active,2026-02-23 23:55:24.770962,2026-02-24 00:22:24,2026-03-26 00:22:24,False,,,,{}
sub_c752d1ae6f79,cus_7c937303c2ff,2,price_1,9900,usd,month,active,2026-02-23 23:55:24.770962,2026-02-24 00:22:24,2026-03-26 00:22:24,False,,,,{}",
        "sub_b752d1ae6f79 cus_6c937303c2ff 2026-02-23.. 2990000 a month price_1",
    ),
    (
        "ChartMogul",
        "subscriptions of a customer (API)",
        "subscriptions",
        "id,external_id,plan,quantity,uuid,mrr,arr,status,billing-cycle,billing-cycle-count,start-date,end-date,currency,currency-sign,customer-uuid
9306830,sub_0001,Gold,3,d1c0,70800,849600,inactive,year,1,2025-06-20T08:26:49-05:00,2025-09-20T09:26:49-05:00,USD,$,cus_u1
9306831,sub_0002,Gold,1,d1c1,5000,60000,active,month,3,2025-07-20T08:26:49-05:00,,USD,$,cus_u2",
        "sub_0001 cus_u1 2025-06-20..2025-09-20 70800 a month Gold",
    ),
    (
        "Chargebee",
        "subscriptions of the API",
        "subscriptions",
        "id,customer_id,billing_period,billing_period_unit,status,started_at,currency_code,plan_id,plan_unit_price,plan_quantity,mrr,cancelled_at
s1,c1,3,month,active,1767225600,USD,gold,9000,2,6000,
s2,c2,1,year,cancelled,1767225600,USD,gold,120000,1,0,1777593600",
        "s1 c1 2026-01-01.. 6000 a month gold",
    ),
    (
        "Chargebee",
        "subscriptions of the API",
        "subscriptions",
        "subscription.id,subscription.customer_id,subscription.billing_period,subscription.billing_period_unit,subscription.status,subscription.started_at,subscription.currency_code,subscription.plan_id,subscription.plan_unit_price,subscription.plan_quantity,subscription.mrr,customer.id,customer.email
s1,c1,1,year,active,1767225600,USD,gold,120000,1,0,c1,a@x.example",
        "s1 c1 2026-01-01.. 10000 a month gold",
    ),
];
