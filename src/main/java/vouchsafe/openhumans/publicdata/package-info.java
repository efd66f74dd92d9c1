/** The public API: what anyone may read without a token, under its present paths and under those of before. */
@NullMarked
package vouchsafe.openhumans.publicdata;

import org.jspecify.annotations.NullMarked;
