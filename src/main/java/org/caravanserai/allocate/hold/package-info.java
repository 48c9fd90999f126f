/** What keeps orders from going on: each cause is a class that places its holds and lifts them. */
package org.caravanserai.allocate.hold;
