package org.caravanserai.channel.recipe;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Events are pulled from an SQS queue; nothing is signed, the queue's access policy is the proof ({@code none-queue}).
 *
 * @param url the account's setting that holds the queue's URL
 * @param path the account's setting that stands in for it: the queue's path below the account's base URL
 * @param region the account's setting that holds the AWS region
 * @param accessKey the account's secret with the key id
 * @param secretKey the account's secret with the key
 */
@JsonIgnoreProperties({"recipe", "signature"})
public record QueueRecipe(String url, String path, String region, String accessKey, String secretKey) {}
