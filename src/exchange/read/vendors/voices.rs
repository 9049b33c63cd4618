//! Shapes of surveys and help desks: what customers say. Must not know values.

use super::{PLAIN, VendorShape};
use crate::domain::import::ImportKind;

/// A survey asks of leaving or of anything else: its questions say which.
const ANSWERS: VendorShape = VendorShape {
    kinds: &[ImportKind::Surveys, ImportKind::Feedback],
    by_name: true,
    advice: "name the question that asks for words, for a reason or for a score, such as --map text=Q2",
    ..PLAIN
};

/// The first and the last row of its header are the same in every language.
const QUALTRICS: VendorShape = VendorShape {
    vendor: "Qualtrics",
    what: "responses",
    page: "https://www.qualtrics.com/support/survey-platform/data-and-analysis-module/data/download-data/understanding-your-dataset/",
    leaves_out: "status=surveypreview,surveytest",
    ..ANSWERS
};

const SURVEYMONKEY: VendorShape = VendorShape {
    vendor: "SurveyMonkey",
    what: "individual responses",
    page: "https://github.com/Strunge29/MultipleResponseR/blob/master/loadSurveyMonkeyXLS.R",
    known_by: "respondentid collectorid startdate enddate",
    fields: "id=respondentid account=customdata1 account=emailaddress received=enddate received=startdate",
    heads: 2,
    ..ANSWERS
};

/// The same with the days of the API.
const SURVEYMONKEY_CREATED: VendorShape = VendorShape {
    page: "https://github.com/mattroumaya/surveymonkey/blob/master/R/assemble.R",
    known_by: "respondentid collectorid datecreated datemodified",
    fields: "id=respondentid account=customdata1 account=custom1 account=emailaddress received=datemodified \
             received=datecreated",
    ..SURVEYMONKEY
};

/// One row a shape.
pub(super) const SHAPES: &[VendorShape] = &[
    VendorShape {
        known_by: "startdate enddate responseid",
        fields: "id=responseid account=externalreference account=externaldatareference account=recipientemail \
                 received=recordeddate received=enddate",
        heads: 3,
        ..QUALTRICS
    },
    VendorShape {
        what: "responses, older",
        page: "https://github.com/ropensci/qualtRics/blob/master/inst/extdata/sample_legacy.csv",
        known_by: "v1responseid v2responseset v4externaldatareference v9enddate",
        fields: "id=v1responseid account=v4externaldatareference account=v5emailaddress received=v9enddate",
        heads: 2,
        leaves_out: "v7status=surveypreview,surveytest",
        ..QUALTRICS
    },
    SURVEYMONKEY,
    SURVEYMONKEY_CREATED,
    // A program leaves the second row of the header out.
    VendorShape {
        heads: 1,
        ..SURVEYMONKEY_CREATED
    },
    VendorShape {
        vendor: "Typeform",
        what: "responses",
        page: "https://github.com/ShapeOfMatter/Typeform-csv-parser/blob/master/typeform_csv_parser.py",
        known_by: "# startdateutc submitdateutc networkid",
        fields: "id=# received=submitdateutc received=stagedateutc received=startdateutc",
        ..ANSWERS
    },
    VendorShape {
        vendor: "Recurly",
        what: "cancellation flows",
        kinds: &[ImportKind::Surveys],
        page: "https://docs.recurly.com/docs/cancellation-flows-export",
        known_by: "sessionid sessiondate responsetext responsenumber",
        fields: "account=accountcode received=sessiondate reason=responsetext",
        ..PLAIN
    },
    // Its scores are words, and it has nothing of a ticket but the subject.
    VendorShape {
        vendor: "Zendesk",
        what: "tickets",
        kinds: &[ImportKind::Feedback],
        page: "https://support.zendesk.com/hc/en-us/articles/4408886165402",
        known_by: "summationcolumn requesterid requesteremail subject",
        fields: "id=id account=requesterexternalid account=organization account=requesteremail received=createdat \
                 source=via text=subject tags=tags",
        ..PLAIN
    },
    VendorShape {
        vendor: "Google Play",
        what: "reviews",
        kinds: &[ImportKind::Feedback],
        page: "https://github.com/RomanTsisyk/Google-Play-Console-Reviews-Visualization-Tool/blob/main/index.html",
        known_by: "packagename reviewsubmitdateandtime starrating reviewtext",
        fields: "id=reviewlink received=reviewsubmitdateandtime score=starrating text=reviewtext title=reviewtitle",
        ..PLAIN
    },
    // What those who answer write is not the customer's.
    VendorShape {
        vendor: "Intercom",
        what: "conversations by IntercomExport",
        kinds: &[ImportKind::Feedback],
        page: "https://www.prodsight.ai/help-sub/intercomexport-help-center/getting-started/what-does-the-intercom-conversation-export-contain",
        known_by: "messageid messagebody messageauthortype conversationid",
        fields: "id=messageid account=messageauthorcompanies account=messageauthoruserid \
                 received=messagecreatedat text=messagebody tags=conversationtags",
        leaves_out: "messageauthortype=admin,bot",
        ..PLAIN
    },
];
