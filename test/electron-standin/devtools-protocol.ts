/** The part of the Chrome DevTools Protocol that the stand-in speaks: https://chromedevtools.github.io/devtools-protocol */
export interface Commands {
  'Browser.cancelDownload': [{ guid: string }, unknown]
  'Browser.close': [Record<string, never>, unknown]
  'Browser.setDownloadBehavior': [{ behavior: 'allowAndName'; downloadPath: string; eventsEnabled: true }, unknown]
  'Browser.setPermission': [{ permission: { name: string }; setting: 'granted' | 'denied'; origin: string }, unknown]
  'Fetch.continueRequest': [{ requestId: string }, unknown]
  'Fetch.enable': [{ patterns: { resourceType: 'Document'; requestStage: 'Request' }[] }, unknown]
  'Fetch.failRequest': [{ requestId: string; errorReason: 'Aborted' }, unknown]
  'Page.addScriptToEvaluateOnNewDocument': [{ source: string; worldName?: string }, unknown]
  'Page.enable': [Record<string, never>, unknown]
  'Page.getFrameTree': [Record<string, never>, { frameTree: { frame: { id: string } } }]
  'Page.navigate': [{ url: string }, { errorText?: string }]
  'Page.reload': [Record<string, never>, unknown]
  'Runtime.addBinding': [{ name: string; executionContextName: string }, unknown]
  'Runtime.callFunctionOn': [
    { functionDeclaration: string; uniqueContextId: string; arguments: { value: unknown }[] },
    unknown,
  ]
  'Runtime.enable': [Record<string, never>, unknown]
  'Target.attachToTarget': [{ targetId: string; flatten: true }, { sessionId: string }]
  'Target.closeTarget': [{ targetId: string }, unknown]
  'Target.createTarget': [{ url: string; newWindow: true; width: number; height: number }, { targetId: string }]
  'Target.setDiscoverTargets': [{ discover: true }, unknown]
}

export interface Events {
  'Browser.downloadProgress': { guid: string; state: 'inProgress' | 'completed' | 'canceled' }
  'Browser.downloadWillBegin': { frameId: string; guid: string; url: string; suggestedFilename: string }
  'Fetch.requestPaused': { requestId: string; frameId: string; request: { url: string } }
  'Inspector.targetCrashed': Record<string, never>
  'Page.frameNavigated': { frame: { url: string; parentId?: string } }
  'Page.loadEventFired': Record<string, never>
  'Runtime.bindingCalled': { name: string; payload: string; executionContextId: number }
  'Runtime.executionContextCreated': { context: { id: number; uniqueId: string; name: string } }
  'Runtime.executionContextDestroyed': { executionContextUniqueId: string }
  'Runtime.executionContextsCleared': Record<string, never>
  'Target.targetCreated': { targetInfo: { targetId: string; type: string; openerId?: string } }
  'Target.targetDestroyed': { targetId: string }
}
