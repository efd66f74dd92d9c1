/** The account pages: sign-in, sign-up, passwords, sessions, and the administrators' member list. */
@NullMarked
package vouchsafe.portal.account;

import org.jspecify.annotations.NullMarked;
