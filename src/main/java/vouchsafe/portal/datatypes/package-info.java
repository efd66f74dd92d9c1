/** The pages of the kinds of data: their tree, each with its history, and the form that changes it. */
@NullMarked
package vouchsafe.portal.datatypes;

import org.jspecify.annotations.NullMarked;
