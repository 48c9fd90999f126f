/** Shopify as its Admin API 2026-07 and its webhooks behave: GraphQL over an own schema, REST-shaped webhook bodies. */
package org.caravanserai.sandbox.shopify;
