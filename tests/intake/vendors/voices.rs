//! Files of surveys and help desks. Their rows are made up.

use super::Case;

/// Who makes it, what its maker calls it, the kind, the file, its first row.
pub const VOICES: [Case; 11] = [
    (
        "Qualtrics",
        "responses",
        "surveys",
        "StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,RecipientEmail,ExternalReference,Q1,Q2_TEXT
Anfangsdatum,Enddatum,Antworttyp,Beendet,Erfassungsdatum,Antwort-ID,E-Mail,Externe Datenreferenz,What is the main reason for leaving?,Anything else?
\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\",\"{\"\"ImportId\"\":\"\"recordedDate\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"recipientEmail\"\"}\",\"{\"\"ImportId\"\":\"\"externalDataReference\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_TEXT\"\"}\"
2026-02-05 02:39:31,2026-02-05 02:41:38,IP Address,True,2026-02-06 02:41:39,R_1,a@x.example,,Price,We missed an export
2026-02-05 02:39:31,2026-02-05 02:41:38,Survey Preview,True,2026-02-06 02:41:39,R_2,,bi-1,Price,Only a try",
        "R_1 a@x.example 2026-02-06 \"Price\" \"We missed an export\" None",
    ),
    (
        "Qualtrics",
        "responses, older",
        "feedback",
        "V1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1
ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,StartDate,EndDate,Finished,Tell us more
R_1,Default,Anonymous,al-1,,1.2.3.4,0,2026-02-05 08:28:09,2026-02-06 08:28:48,1,We missed an export
R_2,Default,Anonymous,,b@x.example,1.2.3.4,0,2026-02-05 08:28:09,2026-02-06 08:28:48,1,Slow",
        "R_1 al-1 2026-02-06 \"\" \"We missed an export\" None",
    ),
    (
        "SurveyMonkey",
        "individual responses",
        "surveys",
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,What is your main reason?,What could we do better?
,,,,,,,,,Response,Open-Ended Response
11712,400,02/05/2026 02:39:31 PM,02/15/2026 02:41:38 PM,,a@x.example,Al,Roe,,Too dear,We missed an export
11713,400,02/05/2026 02:39:31 PM,02/16/2026 02:41:38 PM,,b@x.example,Bo,Moe,bi-1,Too dear,Slow",
        "11712 a@x.example 2026-02-15 \"Too dear\" \"We missed an export\" None",
    ),
    (
        "SurveyMonkey",
        "individual responses",
        "surveys",
        "Respondent ID,Collector ID,Date Created,Date Modified,IP Address,Email Address,First Name,Last Name,Custom Data 1,What is your main reason?,What could we do better?
,,,,,,,,,Response,Open-Ended Response
11712,400,02/05/2026 02:39:31 PM,02/15/2026 02:41:38 PM,,a@x.example,Al,Roe,,Too dear,We missed an export
11713,400,02/05/2026 02:39:31 PM,02/16/2026 02:41:38 PM,,b@x.example,Bo,Moe,bi-1,Too dear,Slow",
        "11712 a@x.example 2026-02-15 \"Too dear\" \"We missed an export\" None",
    ),
    (
        "SurveyMonkey",
        "individual responses",
        "surveys",
        "survey_id,collector_id,respondent_id,date_created,date_modified,response_status,email_address,What is your main reason?,What could we do better?
7,400,11712,2026-02-05T14:39:31+00:00,2026-02-15T14:41:38+00:00,completed,a@x.example,Too dear,We missed an export
7,400,11713,2026-02-05T14:39:31+00:00,2026-02-16T14:41:38+00:00,completed,b@x.example,Too dear,Slow",
        "11712 a@x.example 2026-02-15 \"Too dear\" \"We missed an export\" None",
    ),
    (
        "Typeform",
        "responses",
        "surveys",
        "#,What is your main reason?,What could we do better?,customer_id,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags
od1,Too dear,We missed an export,al-1,completed,2026-02-05 02:39:31,,2026-02-05 02:41:38,653e,
od2,Too dear,Slow,bi-1,partial,2026-02-05 02:39:31,2026-02-06 02:39:31,,653e,",
        "od1 al-1 2026-02-05 \"Too dear\" \"We missed an export\" None",
    ),
    (
        "Recurly",
        "cancellation flows",
        "surveys",
        "session_id,session_date,subscription_uuid,account_code,plan_code,response_text,response_number,position
37,02/15/2026 15:25 UTC,65,alder,gold,My special offer expired,004,2
37,02/15/2026 15:25 UTC,65,alder,gold,Too dear,001,1",
        " alder 2026-02-15 \"My special offer expired\" \"\" None",
    ),
    (
        "Zendesk",
        "tickets",
        "feedback",
        "Summation column,Id,Requester,Requester id,Requester external id,Requester email,Requester domain,Submitter,Assignee,Group,Subject,Tags,Status,Priority,Via,Ticket type,Created at,Updated at,Assigned at,Organization,Due date,Satisfaction Score
1,4711,Al Roe,360001,,a@x.example,x.example,Al Roe,Sam,Support,Export is broken,billing,Solved,High,Web,Incident,2026-02-05 10:11,2026-02-06 09:00,,Alder Ltd,,Good
1,4712,Bo Moe,360002,bi-1,b@x.example,x.example,Bo Moe,Sam,Support,Slow,billing,Solved,High,Web,Incident,2026-02-05 10:11,2026-02-06 09:00,,Birch AG,,Bad",
        "4711 Alder Ltd 2026-02-05 \"\" \"Export is broken\" None",
    ),
    (
        "Google Play",
        "reviews",
        "feedback",
        "Package Name,App Version Code,App Version Name,Reviewer Language,Device,Review Submit Date and Time,Review Submit Millis Since Epoch,Review Last Update Date and Time,Review Last Update Millis Since Epoch,Star Rating,Review Title,Review Text,Developer Reply Date and Time,Developer Reply Millis Since Epoch,Developer Reply Text,Review Link
com.x,39,3.9.0,de,pixel,2026-02-04T20:46:36Z,1770237996000,2026-02-04T20:46:36Z,1770237996000,2,,Too slow by far,2026-02-05T20:46:36Z,1770324396000,We made it faster thank you,http://play.example/r?reviewId=1
com.x,39,3.9.0,de,pixel,2026-02-05T20:46:36Z,1770324396000,2026-02-05T20:46:36Z,1770324396000,5,,,,,,http://play.example/r?reviewId=2",
        "http://play.example/r?reviewId=1  2026-02-04 \"\" \"Too slow by far\" Some(2.0)",
    ),
    (
        "Intercom",
        "conversations by IntercomExport",
        "feedback",
        "message_id,message_body,message_type,message_created_at,message_author_type,message_author_id,message_author_user_id,message_author_name,message_author_email,message_author_companies,conversation_tags,conversation_id,conversation_state
m1,How are you?,comment,2026-02-05 21:45:08,admin,7,,Sam,s@x.example,,billing,c1,closed
m2,The export is broken,comment,2026-02-05 21:46:08,user,8,al-1,Al,a@x.example,Alder Ltd,billing,c1,closed",
        "left out",
    ),
    (
        "",
        "",
        "feedback",
        "Timestamp,Email Address,What could we do better?,customer_id
2026/02/05 3:00:00 PM GMT+3,a@x.example,We missed an export,al-1
2026/02/06 3:00:00 PM GMT+3,b@x.example,Slow,bi-1",
        " al-1 2026-02-05 \"\" \"We missed an export\" None",
    ),
];
