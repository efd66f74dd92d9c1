/** The administrators' pages about OAuth clients that belong to no project. */
@NullMarked
package vouchsafe.portal.oauthclients;

import org.jspecify.annotations.NullMarked;
