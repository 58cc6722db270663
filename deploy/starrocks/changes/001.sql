ALTER TABLE ods_jushuitan_order
    MODIFY COLUMN l_id VARCHAR(200) NULL COMMENT "快递单号 / tracking number";
