/**
 * The HTTP API: {@code openapi.yaml} is the contract, {@code routes/70-api} the program, the classes here its steps. Each
 * route is named after the contract's operation and goes authorise, check, work, answer. Reads come from the database by
 * bound parameters; what changes orders or stock becomes an event in the inbox.
 */
package org.caravanserai.api;
