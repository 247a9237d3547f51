"""The life of an opinion collection 意见征集, one step to a file. `machine` is its law: which event when, and by whom.

How it changes  `machine` with `guards` → `change` (lock, permission, guards, change, event, signal)
Preparing       `prepare` (announcement and period) → `revise_draft` (a version of the draft) → `review_text` (level by
                level) → `check_period` (what the law says) → `announce`; `attach_files` before that; `revise_draft` again while the public is asked
The public      `check_opinion` → `receive_opinion`; `follow` → `tell_followers`
Opinions        `moderate` (a person reads each; `look_at_giver`, on record) → `group_opinions` (equal ones) → `decide_outcome`
The end         `extend`, `cancel`, `close` (the clock for the results starts) → `publish_result`;
                `send_to_legal_review` (R122)
Members of staff  `tell_unit` (whose move it is, results due)
Time            `sweep` (closing, overdue), `follow_moved_clock` (a due date was computed anew), `anonymise` (retention)
The city        `load_rules`
Questions       `queries`
"""
