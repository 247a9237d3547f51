"""Reading a batch of items: `headings` names the columns of its table, `facts` judges its rows, `folder` opens its ZIP."""
