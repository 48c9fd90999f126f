/** What an order is and how it lives: the canonical model, fulfilment groups, the transition table. It knows nobody else. */
package org.caravanserai.order;
