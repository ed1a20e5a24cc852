(function(){
var all=document.querySelectorAll("details:not(.aside)"),was=[];
addEventListener("beforeprint",function(){was=[];all.forEach(function(d){was.push(d.open);d.open=true})});
addEventListener("afterprint",function(){all.forEach(function(d,i){d.open=was[i]})});
function reveal(){var t=location.hash&&document.getElementById(location.hash.slice(1));while(t){if(t.tagName==="DETAILS")t.open=true;t=t.parentElement}}
addEventListener("hashchange",reveal);reveal();
})();
