//! Shapes of what tools that bill subscriptions give: Stripe, Chargebee, Recurly. Must not know values.

use super::{PLAIN, Unit, VendorShape};
use crate::domain::import::ImportKind;

/// Which columns there are is ticked at export.
const STRIPE: VendorShape = VendorShape {
    vendor: "Stripe",
    what: "subscriptions",
    kinds: &[ImportKind::Subscriptions],
    page: "https://github.com/75016paris/dishpatch-analytics-dashboard",
    fields: "id=id account=customerid start=startdateutc start=startutc start=createdutc end=endedatutc \
             amount=amount interval=interval currency=currency plan=plan plan=product trial=status \
             trial_end=trialendutc \
             cause=cancellationreason",
    by_name: true,
    idle: "applicationfeepercent taxpercent",
    advice: "export it again with all columns, Amount, Interval, Quantity and Currency among them",
    ..PLAIN
};

/// Prices are those of a billing period, which no column gives.
const RECURLY: VendorShape = VendorShape {
    vendor: "Recurly",
    kinds: &[ImportKind::Subscriptions],
    fields: "id=uuid account=accountcode start=activatedat end=expiresat amount=totalrecurringamount \
             currency=currency plan=planname plan=plancode trial=state cause=expirationreason",
    idle: "unitamount quantity addonamount shippingamountincents totalbillingcycles remainingbillingcycles \
           renewalbillingcycles netterms",
    period: "currentperiodstartedat currentperiodendsat",
    ..PLAIN
};

/// Its prices are those of the plan alone, in the smaller unit of their currency.
const CHARGEBEE_API: VendorShape = VendorShape {
    vendor: "Chargebee",
    what: "subscriptions of the API",
    kinds: &[ImportKind::Subscriptions],
    page: "https://apidocs.chargebee.com/docs/api/subscriptions?prod_cat_ver=1",
    known_by: "id customerid status planunitprice billingperiodunit",
    fields: "id=id account=customerid start=startedat start=createdat end=cancelledat amount=planunitprice \
             interval=billingperiodunit interval_count=billingperiod quantity=planquantity currency=currencycode \
             plan=planid trial=status",
    amounts: Some(Unit::Minor),
    idle: "mrr planamount planfreequantity planquantityindecimal planunitpriceindecimal setupfee totaldues \
           dueinvoicescount remainingbillingcycles basecurrencycode exchangerate",
    ..PLAIN
};

/// One row a shape.
pub(super) const SHAPES: &[VendorShape] = &[
    VendorShape {
        known_by: "id customerid status startutc",
        ..STRIPE
    },
    VendorShape {
        known_by: "id customerid status startdateutc",
        ..STRIPE
    },
    VendorShape {
        known_by: "id customerid status currentperiodendutc",
        ..STRIPE
    },
    VendorShape {
        known_by: "id customerid status createdutc interval",
        ..STRIPE
    },
    VendorShape {
        what: "customers",
        kinds: &[ImportKind::Accounts],
        page: "https://docs.cello.so/guides/attribution/stripe-reports",
        known_by: "id totalspend paymentcount refundedvolume",
        fields: "id=id name=name name=description name=email plan=plan signed_up=createdutc",
        by_name: false,
        idle: "",
        advice: "",
        ..STRIPE
    },
    VendorShape {
        what: "MRR per subscriber by month",
        kinds: &[ImportKind::Balances],
        page: "https://docs.stripe.com/billing/subscriptions/analytics",
        known_by: "customerid customer customeremail currency",
        fields: "account=customerid currency=currency",
        by_name: false,
        idle: "",
        advice: "",
        ..STRIPE
    },
    VendorShape {
        what: "subscriptions of the API",
        page: "https://docs.stripe.com/api/subscriptions/object",
        known_by: "id customer status currentperiodend planamount planinterval",
        fields: "id=id account=customer start=startdate start=created end=endedat amount=planamount \
                 interval=planinterval interval_count=planintervalcount quantity=quantity currency=currency \
                 currency=plancurrency plan=plannickname plan=planid trial=status",
        amounts: Some(Unit::Minor),
        advice: "",
        ..STRIPE
    },
    // Its price is that of the only thing in it.
    VendorShape {
        what: "subscriptions of the API",
        page: "https://docs.stripe.com/api/subscriptions/object",
        known_by: "id customer status itemsdatapriceunitamount itemsdatapricerecurringinterval",
        fields: "id=id account=customer start=startdate start=created end=endedat amount=itemsdatapriceunitamount \
                 interval=itemsdatapricerecurringinterval interval_count=itemsdatapricerecurringintervalcount \
                 quantity=itemsdataquantity currency=currency currency=itemsdatapricecurrency \
                 plan=itemsdatapricenickname plan=itemsdatapriceid trial=status",
        amounts: Some(Unit::Minor),
        idle: "applicationfeepercent quantity planamount planinterval planintervalcount plancurrency \
               itemsdatapricecurrency itemsdataplanamount itemsdataplaninterval itemsdataplanintervalcount \
               itemsdataplancurrency itemsdatapriceunitamountdecimal itemsdataplanamountdecimal",
        advice: "",
        ..STRIPE
    },
    // The same as programs flatten it, some of them in cents.
    VendorShape {
        what: "subscriptions of the API",
        page: "https://docs.stripe.com/api/subscriptions/object",
        known_by: "subscriptionid customerid status currentperiodend planamount planinterval",
        fields: "id=subscriptionid account=customerid start=startdate start=created end=endedat amount=planamount \
                 interval=planinterval interval_count=planintervalcount quantity=quantity currency=currency \
                 currency=plancurrency plan=plannickname plan=planid trial=status",
        amounts: None,
        advice: "",
        ..STRIPE
    },
    // Whether its amounts are cents is documented nowhere.
    VendorShape {
        vendor: "Chargebee",
        what: "subscriptions",
        kinds: &[ImportKind::Subscriptions],
        page: "https://www.chargebee.com/docs/2.0/bulk-operations.html",
        known_by: "subscriptionsid customersid subscriptionsplanid subscriptionsstatus",
        fields: "id=subscriptionsid account=customersid start=subscriptionsstartedat \
                 start=subscriptionsstartdate start=subscriptionscreatedat end=subscriptionscancelledat \
                 amount=subscriptionsplanunitprice quantity=subscriptionsplanquantity \
                 plan=subscriptionsplanid trial=subscriptionsstatus",
        amounts: None,
        idle: "subscriptionsplanamount subscriptionsplanquantityindecimal subscriptionsplanunitpriceindecimal \
               subscriptionsremainingbillingcycles subscriptionsplanfreequantity subscriptionssetupfee",
        period: "subscriptionscurrenttermstart subscriptionscurrenttermend",
        advice: "export it again with subscriptions.plan_unit_price and subscriptions.plan_quantity",
        ..PLAIN
    },
    CHARGEBEE_API,
    // With the customer beside it.
    VendorShape {
        known_by: "subscriptionid customerid subscriptionstatus subscriptionplanunitprice subscriptionbillingperiodunit",
        fields: "id=subscriptionid account=subscriptioncustomerid account=customerid start=subscriptionstartedat \
                 start=subscriptioncreatedat end=subscriptioncancelledat amount=subscriptionplanunitprice \
                 interval=subscriptionbillingperiodunit interval_count=subscriptionbillingperiod \
                 quantity=subscriptionplanquantity currency=subscriptioncurrencycode plan=subscriptionplanid \
                 trial=subscriptionstatus",
        idle: "subscriptionmrr subscriptionplanamount subscriptionplanfreequantity subscriptionplanquantityindecimal \
               subscriptionplanunitpriceindecimal subscriptionsetupfee subscriptiontotaldues \
               subscriptiondueinvoicescount subscriptionremainingbillingcycles subscriptionbasecurrencycode \
               subscriptionexchangerate",
        ..CHARGEBEE_API
    },
    VendorShape {
        vendor: "Chargebee",
        what: "MRR by subscription and month",
        page: "https://datacatalog.chargebee.com/subscription_mrr_monthly_summary",
        known_by: "customerid subscriptionid reportingmonth mrrbillingcurrency",
        advice: "it has a row for each subscription: add them up for each customer_id and reporting_month",
        ..PLAIN
    },
    VendorShape {
        what: "subscriptions",
        page: "https://docs.recurly.com/docs/subscriptions-exports",
        known_by: "uuid accountcode unitamount totalrecurringamount",
        ..RECURLY
    },
    VendorShape {
        what: "churned subscriptions",
        page: "https://docs.recurly.com/docs/subscriptions-churned",
        known_by: "uuid accountcode unitamount totalrecurringamount expirationreason",
        ..RECURLY
    },
    // Its subtotal is what all of its units and add-ons come to.
    VendorShape {
        what: "subscriptions of the API",
        page: "https://rubydoc.info/github/recurly/recurly-client-ruby/Recurly/Resources/Subscription",
        known_by: "uuid accountid currentperiodendsat unitamount addonstotal subtotal",
        fields: "id=uuid account=accountid start=activatedat end=expiresat amount=subtotal currency=currency \
                 plan=planid trial=state cause=expirationreason trial_end=trialendsat",
        idle: "unitamount quantity addonstotal tax total totalbillingcycles remainingbillingcycles \
               renewalbillingcycles remainingpausecycles netterms canceledat",
        ..RECURLY
    },
    VendorShape {
        what: "subscription history",
        page: "https://docs.recurly.com/docs/subscription-history-export",
        known_by: "subscriptionuuid versionuuid versionplanintervalunit versiontotalrecurringamount",
        fields: "id=versionuuid account=accountcode start=versionstartedat end=versionendedat \
                 end=subscriptionexpiresat amount=versiontotalrecurringamount \
                 interval=versionplanintervalunit interval_count=versionplanintervallength \
                 currency=subscriptioncurrency plan=planname plan=plancode trial=versionintrial",
        idle: "versionsubscriptionquantity versionsubscriptionunitamount versionaddonunitamounts versionaddonstotal \
               versiontotalbillingcycles versionrenewalbillingcycles versionshippingamount",
        period: "",
        ..RECURLY
    },
];
