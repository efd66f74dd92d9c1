/** The authorization page: the app, its request, and the member's answer. */
@NullMarked
package vouchsafe.portal.authorize;

import org.jspecify.annotations.NullMarked;
