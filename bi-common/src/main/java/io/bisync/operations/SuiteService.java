package io.bisync.operations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Marks the application of a service of the suite, which gets the suite's defaults: log format, threads, times of a stop, what
 * actuator shows. An application that only uses bi-common keeps Boot's.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(TrainingConfiguration.class)
public @interface SuiteService {}
