"""What happens in the catalogue, one step to a file, in the order of the journeys.

A tree for everybody     `load_templates` (the columns and subject classes that are shipped) → `apply_template` (gives units
                         their catalogue and its columns) → `grant` (who may write where); `compare_tree` shows what differs;
                         `add_pages` writes many pages at once; `note_places` tells the public's search of units and columns
A city in a box          `prepare_city` (the wizard's steps) → `plan_city` (says what would be done) → `apply_city` (does it);
                         `load_city` is all three in one go; `city` is how a table is read, compared and written
Columns and numbers      `ask_column` (a unit asks the office) → `change_column` (what was accepted is carried out);
                         `check_rule` (may this rule form numbers?) → `number` (draws them)
An item                  `elements` (is it complete?) → the office's review → `gate` (was this text approved?) → `record` (the row
                         the public reads) → `redress` (copied names are renewed) | `withdraw` (taken from the public)
Many items               `prepare_import` (a table becomes a batch) → `approve_import` → `import_items` (chunk by chunk)
Questions                `queries` (the screens'), `structure` (the public trees), `listing` (public lists), `history` (what was
                         public when), `open_file` (who may open a document)
"""
