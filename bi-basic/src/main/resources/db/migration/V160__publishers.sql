-- Whose events an API token may publish.
ALTER TABLE access_token
    ADD COLUMN tenant varchar(32);
