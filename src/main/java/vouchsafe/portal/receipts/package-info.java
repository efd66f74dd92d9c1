/** Receipts, for both of their sides. */
@NullMarked
package vouchsafe.portal.receipts;

import org.jspecify.annotations.NullMarked;
