"""What happens in the catalogue, one step to a file, in the order of the journeys.

A tree for everybody     `load_templates` (the columns and subject classes that are shipped) → `apply_template` (gives units
                         their catalogue and its columns) → `grant` (who may write where); `compare_tree` shows what differs;
                         `add_pages` writes many pages at once; `note_places` tells the
                         public's search of units and columns, `index_trees` the editors' of units' names
A city in a box          `prepare_city` (the wizard's steps) → `plan_city` (says what would be done) → `apply_city` (does it);
                         `load_city` is all three in one go; `city` is how a table is read, compared and written
Columns and numbers      `ask_column` (a unit asks the office) → `change_column` (what was accepted is carried out);
                         `check_rule` (may this rule form numbers?) → `number` (draws them)
An item                  `elements` (is it complete?) → `send_for_review` (or it stays a draft) → the office's review → `gate` (was
                         this text approved?) → `record` (kept in step with the page) → `write_records` (the row the public
                         reads) → `redress` (copied names are renewed) | `withdraw` (taken from the public); `reconcile`
                         compares records with pages every night; `preview` shows an editor the draft on the public site
Many items               `prepare_import` (a table becomes a batch) → `approve_import` → `import_items` (chunk by chunk:
                         `draft_items` → `add_pages` → `write_revisions`, `log_import` → `gate` → `write_records`)
Freshness                `limits` (general ones, with their versions) and duties → `owed` (what is asked of a column);
                         `feeding` (when it was fed) → `freshness` (when must it be fed next?) → `keep_freshness` (what is
                         stored of it, and announced) ← `sweep_freshness` (of all); `freshness_sentences` says why;
                         `status_note` (what the public reads where nothing stands) follows; `vetoes` counts
                         over the website
Questions                `queries` (the screens'), `structure` (the public trees), `listing` (public lists), `history` (what was
                         public when); who may do what is in `permissions.py`
"""
