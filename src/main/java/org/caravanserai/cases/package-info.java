/** What cannot go on of itself: cases with a code, evidence and a suggestion, written in the transaction that found them. */
package org.caravanserai.cases;
