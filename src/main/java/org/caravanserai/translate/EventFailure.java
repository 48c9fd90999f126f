package org.caravanserai.translate;

import org.caravanserai.cases.CaseCode;

/**
 * Why an event cannot go on: it becomes a case.
 *
 * @param summary one sentence for people, without personal data
 * @param evidence JSON, references only
 */
public record EventFailure(CaseCode code, String summary, String evidence) {}
