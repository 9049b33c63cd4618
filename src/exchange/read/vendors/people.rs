//! Shapes of lists of customers, from billing tools and customer databases. Must not know values.

use super::{PLAIN, VendorShape};
use crate::domain::import::ImportKind;

/// A list of customers.
const ACCOUNTS: VendorShape = VendorShape {
    kinds: &[ImportKind::Accounts],
    ..PLAIN
};

/// Which columns there are is chosen at export.
const HUBSPOT: VendorShape = VendorShape {
    vendor: "HubSpot",
    what: "companies",
    page: "https://knowledge.hubspot.com/crm-setup/set-up-your-import-file",
    fields: "id=recordid name=companyname owner=companyowner region=countryregion segment=industry \
             signed_up=createdate",
    ..ACCOUNTS
};

/// What is told of a list of sales.
const DEALS: VendorShape = VendorShape {
    what: "deals",
    advice: "a deal is a sale, not a subscription: import the subscriptions of the tool that bills; or, where a deal that was \
             won is one, keep those only and use --as-kind subscriptions --map account=COMPANY --map start=DAY --map \
             amount=MRR",
    ..PLAIN
};

/// One row a shape.
pub(super) const SHAPES: &[VendorShape] = &[
    VendorShape {
        known_by: "recordid companyname companyowner",
        ..HUBSPOT
    },
    VendorShape {
        known_by: "recordid companyname companydomainname",
        ..HUBSPOT
    },
    VendorShape {
        vendor: "HubSpot",
        page: "https://knowledge.hubspot.com/crm-deals/hubspots-default-deal-properties",
        known_by: "recordid dealname dealstage",
        ..DEALS
    },
    // Its columns stand behind what they are of: `Deal - Title`.
    VendorShape {
        vendor: "Pipedrive",
        page: "https://github.com/Mihaylov-Ivan/hydr-sales-leads-tracker",
        known_by: "dealtitle dealvalue dealstatus",
        ..DEALS
    },
    VendorShape {
        vendor: "Recurly",
        what: "accounts",
        page: "https://docs.recurly.com/docs/accounts-export",
        known_by: "accountcode accountusername accountcompanyname accountcreatedat",
        fields: "id=accountcode name=accountcompanyname region=accountcountry channel=accountacquisitionchannel \
                 signed_up=accountcreatedat",
        ..ACCOUNTS
    },
    VendorShape {
        vendor: "Chargify",
        what: "customers",
        page: "https://help.chargify.com/reports/exporting-data.html",
        known_by: "id firstname lastname organization createdat reference",
        fields: "id=reference also=id name=organization signed_up=createdat",
        ..ACCOUNTS
    },
];
