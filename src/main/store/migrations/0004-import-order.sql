-- What was sent before an import and what since is told by the order in which the database gives out ids: the clock may jump.
ALTER TABLE imports ADD COLUMN recipients_before INTEGER; -- the newest id of a sealed recipient when publishing began; null: older
