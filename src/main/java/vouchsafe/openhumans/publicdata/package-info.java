/** The public API: data that everyone may read without a token, under its present and its older paths. */
@NullMarked
package vouchsafe.openhumans.publicdata;

import org.jspecify.annotations.NullMarked;
