package io.bisync.basic.related;

import io.bisync.basic.account.Source;

/**
 * What belongs to an account.
 *
 * @param kind company, app, or an entity that is only read as a whole, for example shop or warehouse
 * @param id the ERP's id of it; of an app its key
 */
record RelatedEntity(Source source, String account, String kind, String id) {}
