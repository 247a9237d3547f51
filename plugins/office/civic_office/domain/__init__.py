"""What happens in the office, one step to a file, in the order of the journeys.

People      `appoint` → `hand_over` | `end_post`; each reports to the office (`report_personnel`) and brings auth groups in
            step (`grant`)
Accounts    `open_account`, `change_password`; `request_account` → `grant_account_request` → `reset_password`
Filings     `file_with_office` → `decide_filing`
Review      `lay_out_review` (the standard steps of a tree) → `review` (a step is approved or returned)
Calendar    `seed_calendar` (the notices that are shipped); `read_notice` (a file becomes days) → `check_notice` (can they be
            true?) → `load_notice` | `withdraw_notice`, each of which ends in `make_version` → `recompute_due_dates`;
            `current_calendar` is what everybody counts by
Names       `resolve_units` (which units a table's words mean)
Jobs        `settle_job` (a person decides about a job that gave up), `clear_jobs`, `clear_kept_files`
Notices     `tell_staff`, `tell_review`, `tell_outside` → `deliver`; `send_digests`; `read_notices`, `choose_notices`, `clear_notices`;
            `notice_texts` (what the office made of the texts)
Tables      `insert_rows` (many new rows, or one, without what Django asks of each value), `update_rows`
Questions   `queries`
"""
