/** The administrators' start page: how the server is. */
@NullMarked
package vouchsafe.portal.operation;

import org.jspecify.annotations.NullMarked;
