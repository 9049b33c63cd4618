//! Shapes of surveys and help desks: what customers say. Must not know values.

use super::{PLAIN, Shape};
use crate::domain::import::ImportKind;

/// A survey asks of leaving or of anything else: its questions say which.
const ANSWERS: &[ImportKind] = &[ImportKind::Surveys, ImportKind::Feedback];

/// One row a shape.
pub(super) const SHAPES: &[Shape] = &[
    Shape {
        vendor: "Qualtrics",
        what: "responses",
        kinds: ANSWERS,
        page: "https://www.qualtrics.com/support/survey-platform/data-and-analysis-module/data/download-data/understanding-your-dataset/",
        known_by: "startdate enddate responseid",
        fields: "id=responseid account=externaldatareference account=recipientemail received=recordeddate received=enddate",
        heads: 3,
        by_name: true,
        ..PLAIN
    },
    Shape {
        vendor: "SurveyMonkey",
        what: "individual responses",
        kinds: ANSWERS,
        page: "https://help.surveymonkey.com/en/surveymonkey/analyze/exporting-survey-results/",
        known_by: "respondentid collectorid startdate enddate",
        fields: "id=respondentid account=customdata1 account=emailaddress received=enddate",
        heads: 2,
        by_name: true,
        ..PLAIN
    },
];
