/** Receipts, for the two sides they are about. */
@NullMarked
package vouchsafe.portal.receipts;

import org.jspecify.annotations.NullMarked;
