//! Files of shops and platforms that sell subscriptions for others. Their rows are made up.

use super::Case;

/// Who makes it, what its maker calls it, the kind, the file, its first row.
pub const SHOPS: [Case; 5] = [
    (
        "WooCommerce",
        "subscriptions",
        "subscriptions",
        "subscription_id,subscription_status,customer_id,start_date,trial_end_date,next_payment_date,last_payment_date,end_date,billing_period,billing_interval,order_shipping,order_tax,cart_discount,order_total,order_currency,billing_email
101,wc-active,7,2026-01-05 10:11:12,0,2026-11-05 00:00:00,2026-08-05 00:00:00,0,month,3,0,1.90,0,60.00,USD,a@x.example
102,wc-cancelled,8,2026-01-05 10:11:12,0,0,2026-02-05 00:00:00,2026-03-05 10:11:12,year,1,0,0,0,240.00,USD,b@x.example",
        "101 7 2026-01-05.. 2000 a month ",
    ),
    (
        "Patreon",
        "members",
        "subscriptions",
        "Name,Email,Discord,Patron Status,Follows You,Lifetime Amount,Pledge Amount,Charge Frequency,Tier,Patronage Since Date,Max Amount,Last Charge Date,Last Charge Status,User ID,Last Updated,Currency,Access Expiration,Next Charge Date
Alder,a@x.example,,Active patron,Yes,120.00,60.00,annual,Gold,2026-01-05 10:11:12,,2026-01-05 10:11:12,Paid,7001,2026-10-01 00:00:00,USD,2027-01-05 00:00:00,2027-01-05 00:00:00
Birch,b@x.example,,Active patron,Yes,20.00,5.00,monthly,Silver,2026-02-05 10:11:12,,2026-09-05 10:11:12,Paid,7002,2026-10-01 00:00:00,USD,2026-11-05 00:00:00,2026-11-05 00:00:00",
        " a@x.example 2026-01-05.. 500 a month Gold also 7001",
    ),
    (
        "Paddle",
        "subscriptions of the API",
        "subscriptions",
        "id,status,customer_id,currency_code,created_at,started_at,next_billed_at,paused_at,canceled_at,billing_cycle.interval,billing_cycle.frequency,items.status,items.quantity,items.price.name,items.price.billing_cycle.interval,items.price.unit_price.amount,items.price.unit_price.currency_code
sub_1,active,ctm_1,USD,2026-01-04T10:11:12Z,2026-01-05T10:11:12Z,2026-11-05T00:00:00Z,,,month,3,active,2,Gold,month,3000,USD
sub_2,canceled,ctm_2,USD,2026-01-04T10:11:12Z,2026-01-05T10:11:12Z,,,2026-03-05T10:11:12Z,year,1,active,1,Gold,year,24000,USD",
        "sub_1 ctm_1 2026-01-05.. 2000 a month Gold",
    ),
    (
        "Paddle",
        "subscriptions of the Classic API",
        "subscriptions",
        "subscription_id,plan_id,user_id,user_email,marketing_consent,state,signup_date,last_payment.amount,last_payment.currency,last_payment.date,quantity,next_payment.amount,next_payment.currency,next_payment.date,paused_at,paused_from
701,31,9,a@x.example,true,active,2026-01-05 10:11:12,240,USD,2026-01-05,3,240,USD,2027-01-05,,
702,31,10,b@x.example,true,active,2026-02-05 10:11:12,20,USD,2026-10-05,1,20,USD,2026-11-05,,
703,31,11,c@x.example,false,deleted,2026-02-05 10:11:12,20,USD,2026-03-05,1,,,,,",
        "701 9 2026-01-05.. 24000 a month 31 also a@x.example",
    ),
    (
        "Zuora",
        "rate plan charges",
        "subscriptions",
        "Account: Name,Account: Currency,Subscription: Name,Subscription: Status,Subscription: Version,Rate Plan: Name,Rate Plan Charge: ID,Rate Plan Charge: Charge Type,Rate Plan Charge: Billing Period,Rate Plan Charge: Quantity,Rate Plan Charge: MRR,Rate Plan Charge: TCV,Rate Plan Charge: Effective Start Date,Rate Plan Charge: Effective End Date
Alder,USD,A-S1,Active,2,Gold,c1,Recurring,Annual,3,20.00,240.00,2026-01-05,2027-01-05
Birch,USD,A-S2,Cancelled,1,Gold,c2,Recurring,Annual,1,20.00,240.00,2026-01-05,2026-03-05",
        "c1 Alder 2026-01-05..2027-01-05 2000 a month Gold",
    ),
];
