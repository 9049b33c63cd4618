//! Shapes of what tools that measure subscriptions give: ChartMogul and Baremetrics. Must not know values.

use super::{PLAIN, Unit, VendorShape};
use crate::domain::import::ImportKind;

/// Money is in cents in all that ChartMogul gives.
const CHARTMOGUL: VendorShape = VendorShape {
    vendor: "ChartMogul",
    amounts: Some(Unit::Minor),
    ..PLAIN
};

/// One row a shape.
pub(super) const SHAPES: &[VendorShape] = &[
    // Its currency is that of the invoice, and the amounts are in the account's.
    VendorShape {
        what: "MRR movements",
        kinds: &[ImportKind::Movements],
        page: "https://dev.chartmogul.com/docs/destinations/calculated-data/mrr-movements",
        known_by: "mrrmovement movementtype customeruuid",
        fields: "account=customerexternalid also=customeruuid day=date delta=mrrmovement mrr=mrr kind=movementtype \
                 billed=currencycode",
        idle: "activesubscriptionquantity",
        ..CHARTMOGUL
    },
    // A subscription has a row for each of its intervals.
    VendorShape {
        what: "MRR intervals",
        kinds: &[ImportKind::Subscriptions],
        page: "https://dev.chartmogul.com/docs/destinations/calculated-data/mrr-intervals",
        known_by: "customeruuid subscriptionsetuuid startdate enddate mrr",
        fields: "id=subscriptionuuid account=customeruuid start=startdate end=enddate amount=mrr plan=planuuid \
                 trial=istrial id=startdate",
        idle: "quantity",
        ..CHARTMOGUL
    },
    // What is asked for one customer says nowhere whose it is.
    VendorShape {
        what: "subscriptions of a customer (API)",
        kinds: &[ImportKind::Subscriptions],
        page: "https://dev.chartmogul.com/reference/list-customer-subscriptions",
        known_by: "externalid plan mrr arr billingcycle billingcyclecount startdate enddate currencysign",
        fields: "id=externalid account=customerexternalid account=customeruuid account=customer plan=plan amount=mrr \
                 currency=currency trial=status start=startdate end=enddate",
        idle: "quantity arr billingcycle billingcyclecount",
        optional: "customerexternalid customeruuid customer",
        advice: "put whose they are beside them, in a column customer-uuid, or export the MRR movements of all",
        ..CHARTMOGUL
    },
    VendorShape {
        what: "subscriptions",
        kinds: &[ImportKind::Subscriptions],
        page: "https://dev.chartmogul.com/docs/destinations/calculated-data/subscriptions",
        known_by: "customeruuid customerexternalids billingsystem intervalunit mrr",
        fields: "id=customersubscriptionid account=customeruuid also=customerexternalids amount=mrr currency=currency \
                 plan=planname plan=planuuid trial=status cause=status",
        by_name: true,
        idle: "quantity arr billingcurrency intervalunit intervalcount",
        advice: "add the days it starts and ends to the data set, or import the MRR movements",
        ..CHARTMOGUL
    },
    VendorShape {
        what: "customers",
        kinds: &[ImportKind::Accounts],
        page: "https://dev.chartmogul.com/docs/destinations/source-data/customers",
        known_by: "billingconnectorid customerid externalid fullname uuid",
        fields: "id=externalid also=uuid name=description name=fullname",
        ..CHARTMOGUL
    },
    VendorShape {
        what: "customers with their MRR",
        kinds: &[ImportKind::Accounts],
        page: "https://dev.chartmogul.com/docs/destinations/calculated-data/customers",
        known_by: "netpayments billingcycle subscribersince uuid",
        fields: "id=uuid plan=planname region=country signed_up=subscribersince",
        by_name: true,
        ..CHARTMOGUL
    },
    VendorShape {
        what: "activities",
        kinds: &[ImportKind::Movements],
        page: "https://dev.chartmogul.com/reference/list-activities",
        known_by: "activitymrrmovement activitymrr customeruuid type",
        fields: "account=customerexternalid also=customeruuid day=date delta=activitymrrmovement mrr=activitymrr \
                 kind=type billed=currency",
        idle: "activityarr",
        ..CHARTMOGUL
    },
    VendorShape {
        what: "CMRR movements",
        page: "https://dev.chartmogul.com/docs/destinations/calculated-data/cmrr-movements",
        known_by: "cmrrmovement currentcmrr effectivedate",
        advice: "committed MRR is what will come, not what came: import the MRR movements",
        ..CHARTMOGUL
    },
    VendorShape {
        what: "subscription events",
        page: "https://dev.chartmogul.com/docs/destinations/source-data/subscription-events",
        known_by: "datasourcecustomerexternalid subscriptionexternalid effectivedate eventtype payload",
        advice: "its amounts are in no column of their own: import the MRR movements",
        ..CHARTMOGUL
    },
    VendorShape {
        what: "customers to import",
        kinds: &[ImportKind::Accounts],
        page: "https://help.chartmogul.com/hc/en-us/articles/360013881659-Importing-billing-data-using-CSV",
        known_by: "externalid leadcreatedat freetrialstartedat company",
        fields: "id=externalid name=company name=name region=country signed_up=leadcreatedat",
        ..CHARTMOGUL
    },
    VendorShape {
        vendor: "Baremetrics",
        what: "import template",
        kinds: &[ImportKind::Subscriptions],
        page: "https://help.baremetrics.com/article/53-manual-subscription-import-guide",
        known_by: "planoid planamount customeroid",
        fields: "id=subscriptionoid account=customeroid start=subscriptionstartedat \
                 end=subscriptioncanceledat amount=planamount interval=planinterval \
                 interval_count=planintervalcount quantity=subscriptionquantity \
                 currency=plancurrency plan=planname",
        optional: "subscriptionquantity",
        amounts: Some(Unit::Minor),
        ..PLAIN
    },
];
