/** Where the bytes of files go in and out: sealed addresses, no token. */
@NullMarked
package vouchsafe.openhumans.transfer;

import org.jspecify.annotations.NullMarked;
