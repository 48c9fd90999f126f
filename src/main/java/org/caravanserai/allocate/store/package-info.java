/** What a round has decided becomes statements: written by the packages that own the tables, put in order here. */
package org.caravanserai.allocate.store;
