/** The public pages about projects: lists, the page of each project, badges. */
@NullMarked
package vouchsafe.portal.catalogue;

import org.jspecify.annotations.NullMarked;
