"""The life of a letter, one step to a file, in the order of the journey. `machine` is its law: which event when, and by whom.

How it changes  `machine` (state × event × part → state) with `guards` → `change` (lock, permission, guards, change, event,
                signal); `keep_clocks` moves the clocks within a change, `note_overdue` stores once that one has run out,
                `record_many` what the clock did to many cases
Coming in       `check_submission` → `receive` with `attach_uploads` and `query_code` (the citizen's way back) → `accept` →
                `assign` (a unit refuses, an assisting one contributes), `assign_many`; `split`, `merge`,
                `reclassify`
Work            `look_at_sender` (who wrote it, on record), `annotate` (notes, tags, links), `supplement` (by the citizen), `fill_template`
Time            `pause`, `extend`, `except_from_limit`; `sweep` (warnings, overdue, closing); `change_policy` and
                `follow_calendar` (due dates are computed anew)
The answer      `draft_reply` → `review_reply` (level by level) → `answer` → `publish_letter` (with consent, masked);
                `render_again` (a unit or channel is called otherwise)
Afterwards      `rate` (and reopen) → `close` (or withdraw) → `anonymise` with
                `erase_upload`; `common_question` (one answer for many),
                `hot_topic` (what many talk about) with `reviewed_texts` (levels of review, here and in `collections`)
Uploads         `keep_upload` (a citizen's file is judged and kept) → `take_uploads` (a form takes it) | `clear_uploads` (nobody
                did); `scan_uploads` asks the virus scanner again that was down
The city        `load_channels`; `rotate_personal_data`
The public asked  `collections`: opinion collection, with a table of contents of its own
Duty            `duty`: who watches the desk on which working day, with a table of contents of its own
For the citizen `track_letter` (by query code: what happened, what comes next) with `tell_events` (a sentence each)
People are told `tell_people` (one job for each change): `tell_citizen` by mail, `tell_desk` whose move it is and what is late,
                both of whom `find_people` names
Questions       `queries`; `statistics` (what is published of how letters are dealt with)
"""
