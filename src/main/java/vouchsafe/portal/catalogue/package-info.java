/** The pages on which anyone meets projects: lists, the page of each project, badges. */
@NullMarked
package vouchsafe.portal.catalogue;

import org.jspecify.annotations.NullMarked;
