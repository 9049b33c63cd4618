//! Shapes of what shops and platforms give that sell subscriptions for others: WooCommerce, Patreon, Paddle, Zuora.
//! Must not know values.

use super::{PLAIN, Unit, VendorShape};
use crate::domain::import::ImportKind;

/// One row a shape.
pub(super) const SHAPES: &[VendorShape] = &[
    // Which columns there are is ticked at export.
    VendorShape {
        vendor: "WooCommerce",
        what: "subscriptions",
        kinds: &[ImportKind::Subscriptions],
        page: "https://github.com/woocommerce/woocommerce-subscriptions-importer-exporter",
        known_by: "subscriptionid subscriptionstatus customerid billingperiod billinginterval",
        fields: "id=subscriptionid account=customerid start=startdate start=datecreated end=enddate amount=ordertotal \
                 interval=billingperiod interval_count=billinginterval currency=ordercurrency trial=subscriptionstatus \
                 trial_end=trialenddate",
        idle: "ordershipping ordershippingtax feetotal feetaxtotal ordertax cartdiscount cartdiscounttax cancelleddate \
               couponitems orderitems",
        holds: "ordertax ordershipping ordershippingtax feetotal",
        advice: "export it again with order_total, order_currency, start_date and end_date",
        ..PLAIN
    },
    VendorShape {
        vendor: "Patreon",
        what: "members",
        kinds: &[ImportKind::Subscriptions],
        page: "https://support.patreon.com/hc/en-us/articles/360004385971-How-do-I-manage-my-members",
        known_by: "patronstatus pledgeamount chargefrequency patronagesincedate",
        fields: "account=email also=userid start=patronagesincedate amount=pledgeamount interval=chargefrequency \
                 currency=currency plan=tier trial=patronstatus",
        idle: "lifetimeamount maxamount maxposts",
        leaves_out: "freetrial=yes,true",
        ..PLAIN
    },
    VendorShape {
        vendor: "Paddle",
        what: "subscriptions of the API",
        kinds: &[ImportKind::Subscriptions],
        page: "https://developer.paddle.com/api-reference/subscriptions/list-subscriptions",
        known_by: "customerid status startedat itemspriceunitpriceamount billingcycleinterval",
        fields: "id=id account=customerid start=startedat start=createdat end=canceledat \
                 amount=itemspriceunitpriceamount interval=billingcycleinterval \
                 interval_count=billingcyclefrequency quantity=itemsquantity currency=currencycode \
                 plan=itemspricename plan=itemsproductname trial=status",
        amounts: Some(Unit::Minor),
        idle: "itemspricebillingcycleinterval itemspricebillingcyclefrequency itemspriceunitpricecurrencycode \
               itemspricequantityminimum itemspricequantitymaximum discount",
        ..PLAIN
    },
    // No day says when one was deleted.
    VendorShape {
        vendor: "Paddle",
        what: "subscriptions of the Classic API",
        kinds: &[ImportKind::Subscriptions],
        page: "https://github.com/avaly/paddle-sdk",
        known_by: "subscriptionid planid state signupdate nextpaymentamount",
        fields: "id=subscriptionid account=userid also=useremail start=signupdate amount=nextpaymentamount \
                 amount=lastpaymentamount currency=nextpaymentcurrency currency=lastpaymentcurrency plan=planid trial=state",
        idle: "quantity",
        period: "lastpaymentdate nextpaymentdate",
        leaves_out: "state=deleted",
        ..PLAIN
    },
    // Its MRR is a month's, whatever the billing period. A change makes a new version of a subscription, with all of its
    // charges, and the version before it is called expired, whenever the subscription ends:
    // https://developer.zuora.com/api-references/api/operation/PUT_Subscription/
    VendorShape {
        vendor: "Zuora",
        what: "rate plan charges",
        kinds: &[ImportKind::Subscriptions],
        page: "https://docs.zuora.com/zuora-platform/data/reporting/data-sources-and-exports/data-source-reference/rate-plan-charge-data-source",
        known_by: "subscriptionname rateplanchargemrr rateplanchargeeffectivestartdate rateplanchargeeffectiveenddate",
        fields: "id=rateplanchargeid account=accountname account=accountaccountnumber account=accountid \
                 start=rateplanchargeeffectivestartdate end=rateplanchargeeffectiveenddate amount=rateplanchargemrr \
                 currency=accountcurrency plan=rateplanname trial=subscriptionstatus",
        idle: "rateplanchargequantity rateplanchargetcv rateplanchargedmrc rateplanchargedtcv rateplanchargebillingperiod \
               rateplanchargechargetype subscriptionversion rateplanchargeislastsegment",
        optional: "rateplanchargeid accountcurrency",
        leaves_out: "subscriptionstatus=expired",
        ..PLAIN
    },
];
