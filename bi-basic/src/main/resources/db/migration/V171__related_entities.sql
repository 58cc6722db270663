-- What belongs to an account at its ERP: its company and app, and the rows of all entities that are only read as a whole
-- (shops, warehouses). A row without a hash is on its way to the topic, or was never there.
CREATE VIEW related_entity AS
    SELECT source, id AS account_id, 'company' AS kind, company_id AS related_id FROM account WHERE company_id IS NOT NULL
    UNION ALL
    SELECT source, id, 'app', app_key FROM account WHERE app_key <> ''
    UNION ALL
    SELECT a.source, s.account_id, s.entity, s.row_key
    FROM snapshot_row s JOIN account a ON a.id = s.account_id WHERE s.hash <> '';

-- Whose shop is that?
CREATE INDEX snapshot_row_by_key ON snapshot_row (entity, row_key);
