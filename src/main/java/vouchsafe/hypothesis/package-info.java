/**
 * Floor 5: the Hypothesis dialect: token and revocation endpoints, annotation API, real-time API, embedding. This package
 * holds the common parts of its sub-packages: callers, user ids, the wording of answers.
 */
@NullMarked
@ApplicationModule(displayName = "hypothesis")
package vouchsafe.hypothesis;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
