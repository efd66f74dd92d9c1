/** The pages that find annotations: of everyone, and of one author. */
@NullMarked
package vouchsafe.portal.search;

import org.jspecify.annotations.NullMarked;
