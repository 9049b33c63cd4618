//! Shapes of billing and subscription tools. Must not know values.

use super::{PLAIN, Shape, Unit};
use crate::domain::import::ImportKind;

/// One row a shape.
pub(super) const SHAPES: &[Shape] = &[
    Shape {
        vendor: "ChartMogul",
        what: "MRR movements",
        kinds: &[ImportKind::Movements],
        page: "https://help.chartmogul.com/hc/en-us/articles/115002097665",
        known_by: "mrrmovement movementtype customeruuid",
        fields: "account=customerexternalid account=customeruuid day=date delta=mrrmovement mrr=mrr \
                 kind=movementtype currency=currencycode",
        amounts: Unit::Minor,
        idle: "activesubscriptionquantity",
        ..PLAIN
    },
    Shape {
        vendor: "ChartMogul",
        what: "MRR intervals",
        kinds: &[ImportKind::Subscriptions],
        page: "https://help.chartmogul.com/hc/en-us/articles/115002097665",
        known_by: "customeruuid subscriptionsetuuid startdate enddate mrr",
        fields: "id=subscriptionuuid account=customeruuid start=startdate end=enddate amount=mrr \
                 plan=planuuid trial=istrial",
        amounts: Unit::Minor,
        idle: "quantity",
        ..PLAIN
    },
    Shape {
        vendor: "Baremetrics",
        what: "import template",
        kinds: &[ImportKind::Subscriptions],
        page: "https://help.baremetrics.com/",
        known_by: "planoid planamount customeroid",
        fields: "id=subscriptionoid account=customeroid start=subscriptionstartedat \
                 end=subscriptioncanceledat amount=planamount interval=planinterval \
                 interval_count=planintervalcount quantity=subscriptionquantity \
                 currency=plancurrency plan=planname",
        amounts: Unit::Minor,
        ..PLAIN
    },
];
